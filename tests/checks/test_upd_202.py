"""UPD-202: how updates are set up and what must be said about it."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.update_policy.facts import UpdateMode


def unread(code):
    return Unknown(UnknownCode(code), "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.on"),
        ({"server": "http://wsus.example"}, "pass.managed"),
        ({"server": unread("crashed")}, "pass.on"),
        ({"mode": UpdateMode.NOTIFY}, "warn.notify"),
        ({"mode": UpdateMode.NOTIFY, "server": "http://wsus.example"}, "warn.notify"),
        ({"mode": UpdateMode.OFF}, "fail.off"),
        ({"mode": UpdateMode.OFF, "paused_until": unread("malformed")}, "fail.off"),
        ({"mode": unread("crashed")}, "unknown.crashed"),
        ({"mode": unread("not_supported")}, "unknown.not_supported"),
        ({"paused_until": "2027-01-19T00:00:00Z"}, "pass.on"),
        ({"paused_until": "2027-02-19T00:00:00Z"}, "warn.paused"),
        ({"paused_until": "2027-02-20T00:00:00Z"}, "fail.paused_long"),
        ({"paused_until": "2052-01-01T00:00:00Z"}, "fail.paused_long"),
        ({"paused_until": "01/02/2027"}, "unknown.bad_date"),
        ({"paused_until": unread("malformed")}, "unknown.bad_date"),
        ({"paused_until": unread("no_right")}, "unknown.no_right"),
        ({"disabled_services": ("wuauserv",)}, "fail.service_disabled"),
        ({"disabled_services": unread("no_right")}, "unknown.no_right"),
        ({"disabled_services": unread("no_right"), "mode": UpdateMode.NOTIFY}, "unknown.no_right"),
    ],
)
def test_policies(windows, judge, changes, key):
    assert judge("UPD-202", windows, windows.update_policy(**changes)).message.key == key


def test_missing_parts_are_a_matter_of_windows_only(linux, judge):
    facts = linux.update_policy(mode=unread("not_supported"))
    assert judge("UPD-202", linux, facts).message.key == "unknown.not_supported_unsaid"
