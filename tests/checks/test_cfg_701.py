"""CFG-701: User Account Control."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"uac", "consent", "secure_desktop", "remote_admins"}}
UNREAD = Unknown(UnknownCode.MALFORMED, "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"uac": False}, "fail.off"),
        ({"consent": 0}, "fail.silent"),
        ({"consent": 2}, "pass.good"),
        ({"consent": UNREAD, "uac": False}, "fail.off"),
        ({"secure_desktop": False}, "warn.open_desktop"),
        ({"remote_admins": True}, "warn.remote"),
        ({"remote_admins": True, "uac": UNREAD}, "unknown.malformed"),
        ({"remote_admins": UNREAD}, "unknown.malformed"),
    ],
)
def test_settings(windows, judge, of, changes, key):
    assert judge("CFG-701", windows, of(windows, "windows_settings", **changes)).message.key == key
