"""CFG-708: passwords in memory."""

import pytest

from core.model.unknown import Unknown, UnknownCode

UNREAD = Unknown(UnknownCode.MALFORMED, "")
GRAVE = {"clear_passwords": "clear", "weak_hashes": "weak", "anonymous_everyone": "strangers"}
RESTS_ON = {"windows": {*GRAVE, "ntlm_level", "anonymous_lists", "lsa_protected"}}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        *(({field: True}, f"fail.{case}") for field, case in GRAVE.items()),
        *(({field: UNREAD}, "unknown.malformed") for field in GRAVE),
        ({"ntlm_level": 2}, "warn.ntlm"),
        ({"anonymous_lists": True}, "warn.lists"),
        ({"lsa_protected": False}, "warn.unprotected"),
        ({"lsa_protected": False, "weak_hashes": UNREAD}, "unknown.malformed"),
        ({"lsa_protected": UNREAD, "weak_hashes": True}, "fail.weak"),
    ],
)
def test_settings(windows, judge, of, changes, key):
    assert judge("CFG-708", windows, of(windows, "windows_settings", **changes)).message.key == key
