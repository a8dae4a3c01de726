"""SYS-811: errors of disks in the log, and what must be said about them."""

import pytest
from checks.shared.system_log import log, spared_but, unread

from core.checks.sys_811 import Params
from core.probes.system_log.facts import DiskError, Trouble

SPARED = spared_but("since", "disk_errors")
DEVICE = "\\Device\\Harddisk0\\DR0"


def errors(*told):
    return tuple(
        DiskError(name=DEVICE, trouble=Trouble(trouble), at=at, count=count)
        for trouble, at, count in told
    )


NOW, OLD = "2027-01-19T01:00:00Z", "2027-01-01T01:00:00Z"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"since": "2027-01-15T00:00:00Z"}, "pass.none_since"),
        ({"disk_errors": errors(("bad_block", NOW, 1))}, "fail.bad_block"),
        ({"disk_errors": errors(("failing", NOW, 2))}, "fail.failing"),
        ({"disk_errors": errors(("damaged", NOW, 3))}, "fail.damaged"),
        ({"disk_errors": errors(("damaged", "odd", 1))}, "unknown.malformed"),
        ({"disk_errors": errors(("bad_block", OLD, 9))}, "pass.none"),
        ({"disk_errors": errors(("retried", NOW, 4))}, "pass.few"),
        ({"disk_errors": errors(("retried", NOW, 5))}, "warn.unsteady"),
        ({"disk_errors": errors(("paging", NOW, 500))}, "warn.unsteady"),
        ({"disk_errors": errors(("controller", NOW, 7), ("damaged", NOW, 1))}, "fail.damaged"),
        ({"disk_errors": unread()}, "unknown.no_right"),
        ({"disk_errors": unread("service_off")}, "unknown.service_off"),
        ({"disk_errors": unread("timed_out")}, "unknown.timed_out_unsaid"),
        ({"since": unread("not_found")}, "unknown.not_found"),
        ({"since": unread(), "disk_errors": errors(("failing", NOW, 1))}, "fail.failing"),
        ({"since": unread(), "disk_errors": errors(("retried", NOW, 1))}, "unknown.no_right"),
    ],
)
def test_errors(judge, windows, changes, key):
    assert judge("SYS-811", windows, log(windows, **changes)).message.key == key


def test_nobody_can_ask_for_more_than_is_read():
    assert Params(days=30).days == 30
    with pytest.raises(ValueError, match="30"):
        Params(days=31)
