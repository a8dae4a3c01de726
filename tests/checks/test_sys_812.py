"""SYS-812: logs that were emptied, and what must be said about them."""

import pytest
from checks.shared.system_log import log, spared_but, unread

from core.checks.sys_812 import Params
from core.probes.system_log.facts import ClearedLog

SPARED = spared_but("since", "cleared", "unseen")
INSTALLED = "2027-01-18T01:00:00Z"


def cleared(*names, at="2027-01-18T20:00:00Z"):
    return tuple(ClearedLog(name=each, at=at) for each in names)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.none"),
        ({"unseen": ("Security",)}, "pass.partly"),
        ({"since": "2027-01-15T00:00:00Z"}, "pass.none_since"),
        ({"cleared": cleared("System")}, "fail.main"),
        ({"cleared": cleared("SECURITY")}, "fail.main"),
        ({"cleared": cleared("Setup")}, "warn.other"),
        ({"cleared": cleared("Setup", "System")}, "fail.main"),
        ({"cleared": cleared("System", at="2026-12-20T00:00:00Z")}, "pass.none"),
        ({"cleared": cleared("System"), "set_up_at": INSTALLED}, "pass.none"),
        ({"cleared": cleared("System"), "set_up_at": unread()}, "fail.main"),
        ({"cleared": cleared("System", at="odd")}, "unknown.malformed"),
        (
            {"cleared": cleared("System", at="2027-01-19T02:00:00Z"), "set_up_at": INSTALLED},
            "fail.main",
        ),
        ({"cleared": unread()}, "unknown.no_right"),
        ({"cleared": unread("source_broken")}, "unknown.source_broken"),
        ({"unseen": unread()}, "unknown.no_right"),
        ({"since": unread()}, "unknown.no_right"),
        ({"since": "4294967295"}, "unknown.malformed"),
        ({"since": unread(), "cleared": cleared("System")}, "fail.main"),
    ],
)
def test_logs(judge, windows, changes, key):
    assert judge("SYS-812", windows, log(windows, **changes)).message.key == key


def test_nobody_can_ask_for_more_than_is_read():
    with pytest.raises(ValueError, match="30"):
        Params(days=40)
