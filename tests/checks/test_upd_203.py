"""UPD-203: signs of a pending restart and what must be said about them."""

import pytest

from core.model.unknown import Unknown, UnknownCode

LONG_UP = "2026-12-25T00:00:00Z"  # 26 days
VERY_LONG_UP = "2026-12-01T00:00:00Z"


def unread(code):
    return Unknown(UnknownCode(code), "")


OLD_KERNEL = {"kernel_running": "6.1.0-30-amd64"}


@pytest.mark.parametrize(
    ("changes", "since", "key"),
    [
        ({}, None, "pass.none"),
        ({"booted_at": LONG_UP}, None, "pass.none"),
        ({"booted_at": VERY_LONG_UP}, None, "warn.uptime"),
        ({"booted_at": unread("crashed")}, None, "unknown.crashed"),
        ({"booted_at": "2027-05-01T00:00:00Z"}, None, "unknown.malformed"),
        ({"pending": True}, None, "warn.pending"),
        ({"pending": True, "pending_since": "2027-01-13T00:00:00Z"}, None, "warn.pending"),
        ({"pending": True, "pending_since": "2027-01-12T00:00:00Z"}, None, "fail.pending_long"),
        ({"pending": True}, "2027-01-02T00:00:00Z", "fail.pending_long"),
        ({"pending": True, "pending_since": unread("crashed")}, None, "warn.pending"),
        (
            {"pending": True, "pending_since": unread("crashed"), "booted_at": LONG_UP},
            None,
            "unknown.crashed",
        ),
        (OLD_KERNEL, None, "warn.kernel"),
        (OLD_KERNEL, "2027-01-02T00:00:00Z", "fail.pending_long"),
        ({**OLD_KERNEL, "pending": True}, None, "warn.pending"),
        ({"kernel_installed": unread("not_found")}, None, "unknown.no_sign"),
        ({"kernel_installed": unread("not_found"), "booted_at": VERY_LONG_UP}, None, "warn.uptime"),
        ({"pending": unread("not_supported")}, None, "unknown.no_sign"),
        ({"pending": unread("no_right")}, None, "unknown.no_right"),
        ({"pending": unread("no_right"), "booted_at": VERY_LONG_UP}, None, "unknown.no_right"),
        ({"container": "docker", "pending": True}, None, "not_applicable.container"),
        ({"container": unread("crashed")}, None, "unknown.crashed"),
    ],
)
def test_signs(linux, judge, changes, since, key):
    history = linux.history(restart_since=since) if since else linux.history()
    assert judge("UPD-203", linux, linux.restart(**changes), history).message.key == key


def test_windows_has_no_kernel_to_compare(windows, judge):
    assert judge("UPD-203", windows, windows.restart()).message.key == "pass.none"
