"""CFG-705: Secure Boot."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"secure_boot"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"secure_boot": False}, "warn.off"),
        ({"secure_boot": False, "uefi": False}, "warn.old_start"),
        ({"secure_boot": False, "uefi": UNREAD}, "warn.off"),
        ({"secure_boot": UNREAD}, "unknown.no_right"),
        ({"container": "lxc", "secure_boot": UNREAD}, "not_applicable.container"),
    ],
)
def test_the_switch(linux, judge, of, changes, key):
    assert judge("CFG-705", linux, of(linux, "boot_protection", **changes)).message.key == key
