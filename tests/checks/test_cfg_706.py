"""CFG-706: the Secure Boot certificates of 2023."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"certificates"}}
UNREAD = Unknown(UnknownCode.MALFORMED, "")


@pytest.mark.parametrize(
    ("certificates", "secure_boot", "key"),
    [
        ("Updated", True, "pass.good"),
        ("updated", UNREAD, "pass.good"),
        ("InProgress", True, "warn.old"),
        ("NotStarted", True, "warn.old"),
        ("", True, "warn.old"),
        ("", UNREAD, "unknown.malformed"),
        (UNREAD, True, "unknown.malformed"),
        (UNREAD, False, "not_applicable.off"),
    ],
)
def test_progress(windows, judge, of, certificates, secure_boot, key):
    facts = of(windows, "boot_protection", certificates=certificates, secure_boot=secure_boot)
    assert judge("CFG-706", windows, facts).message.key == key
