"""NET-513: what is asked of file servers."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"unnamed", "signed"}}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("unnamed", "signed", "key"),
    [
        (False, True, "pass.good"),
        (True, True, "warn.unnamed"),
        (True, False, "warn.unnamed"),
        (False, False, "warn.unsigned"),
        (UNREAD, True, "unknown.no_right"),
        (False, UNREAD, "unknown.no_right"),
    ],
)
def test_settings(windows, judge, of, unnamed, signed, key):
    facts = of(windows, "sharing", unnamed=unnamed, signed=signed)
    assert judge("NET-513", windows, facts).message.key == key
