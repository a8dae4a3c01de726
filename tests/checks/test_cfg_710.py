"""CFG-710: what PowerShell leaves behind."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"old_powershell", "script_log"}}
BROKEN = Unknown(UnknownCode.SOURCE_BROKEN, "")


@pytest.mark.parametrize(
    ("old", "log", "key"),
    [
        (False, True, "pass.good"),
        (True, True, "warn.old"),
        (True, False, "warn.old"),
        (False, False, "warn.unseen"),
        (BROKEN, True, "unknown.source_broken"),
        (BROKEN, False, "unknown.source_broken"),
    ],
)
def test_settings(windows, judge, of, old, log, key):
    facts = of(windows, "powershell", old_powershell=old, script_log=log)
    assert judge("CFG-710", windows, facts).message.key == key
