"""ACC-412: sudo that asks nobody."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"linux": {"unasked"}}


@pytest.mark.parametrize(
    ("unasked", "key"),
    [
        ((), "pass.good"),
        (("%sudo", "an\u202e"), "warn.free"),
        (Unknown(UnknownCode.NO_RIGHT, ""), "unknown.no_right"),
    ],
)
def test_who_is_not_asked(linux, judge, of, unasked, key):
    told = judge("ACC-412", linux, of(linux, "sign_in", unasked=unasked))

    assert told.message.key == key
    assert told.message.args.get("names", ()) == (unasked if key.startswith("warn") else ())
