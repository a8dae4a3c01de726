"""SYS-814: changes of the clock, and what must be said about them."""

import pytest
from checks.shared.system_log import log, spared_but, unread

from core.checks.sys_814 import Params
from core.probes.system_log.facts import ClockChange

SPARED = spared_but("since", "clock_changes")


def change(before, after, by_hardware=False):
    return ClockChange(before=before, after=after, by_hardware=by_hardware)


HOUR = change("2027-01-10T01:00:00Z", "2027-01-10T02:00:00Z")
SEVEN = change("2027-01-10T01:00:00Z", "2027-01-10T08:00:00Z")
BACK = change("2027-01-10T08:00:00Z", "2027-01-10T01:00:00Z", by_hardware=True)
SLEPT = change("2027-01-10T01:00:00Z", "2027-01-13T01:00:00Z", by_hardware=True)
NO_REASON = change("2027-01-10T01:00:00Z", "2027-01-13T01:00:00Z", by_hardware=unread())
YEARS = change("2019-01-01T00:00:00Z", "2027-01-10T01:00:00Z")
OLD = change("2019-01-01T00:00:00Z", "2026-11-10T01:00:00Z")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"since": "2027-01-19T00:00:00Z"}, "pass.none_since"),
        ({"clock_changes": (HOUR,)}, "pass.none"),
        ({"clock_changes": (SEVEN,)}, "warn.changed"),
        ({"clock_changes": (BACK,)}, "warn.changed"),
        ({"clock_changes": (SLEPT, NO_REASON)}, "pass.none"),
        ({"clock_changes": (YEARS,)}, "warn.changed"),
        ({"clock_changes": (YEARS, YEARS)}, "fail.often"),
        ({"clock_changes": (OLD, OLD)}, "pass.none"),
        ({"clock_changes": (change("odd", "2027-01-10T01:00:00Z"),)}, "unknown.malformed"),
        ({"clock_changes": unread()}, "unknown.no_right"),
        ({"since": unread("service_off")}, "unknown.service_off"),
        ({"since": unread(), "clock_changes": (SEVEN,)}, "warn.changed"),
    ],
)
def test_changes(judge, windows, changes, key):
    assert judge("SYS-814", windows, log(windows, **changes)).message.key == key


def test_nobody_can_ask_for_more_than_is_read():
    with pytest.raises(ValueError, match="30"):
        Params(days=31)
