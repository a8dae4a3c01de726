"""CFG-711: who installs printer drivers."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"driver_installs", "driver_warnings"}}
UNREAD = Unknown(UnknownCode.MALFORMED, "")


@pytest.mark.parametrize(
    ("anyone", "silent", "key"),
    [
        (False, False, "pass.good"),
        (True, False, "fail.anyone"),
        (False, True, "fail.silent"),
        (UNREAD, True, "fail.silent"),
        (UNREAD, False, "unknown.malformed"),
    ],
)
def test_settings(windows, judge, of, anyone, silent, key):
    facts = of(windows, "windows_settings", driver_installs=anyone, driver_warnings=silent)
    assert judge("CFG-711", windows, facts).message.key == key
