"""ACC-405: the length of passwords and the memory of earlier ones."""

import pytest

from core.checks.acc_405 import Params
from core.model.unknown import Unknown, UnknownCode

MALFORMED = Unknown(UnknownCode.MALFORMED, "")
RESTS_ON = {os: {"min_length", "history"} for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"min_length": 13}, "warn.shortish"),
        ({"min_length": 8}, "warn.shortish"),
        ({"min_length": 7}, "fail.short"),
        ({"min_length": 0}, "fail.none"),
        ({"min_length": -1}, "fail.short"),
        ({"min_length": 4_294_967_295}, "pass.good"),
        ({"history": 0}, "warn.no_history"),
        ({"history": MALFORMED}, "unknown.malformed"),
        ({"min_length": MALFORMED, "history": 0}, "unknown.malformed"),
        ({"min_length": 7, "history": MALFORMED}, "fail.short"),
    ],
)
def test_rules(windows, judge, of, changes, key):
    assert judge("ACC-405", windows, of(windows, "password_rules", **changes)).message.key == key


def test_limits_can_be_set(linux, judge, of):
    facts = of(linux, "password_rules", min_length=8)
    told = judge("ACC-405", linux, facts, params={"min_length": 8, "fail_length": 8})

    assert told.message.key == "pass.good"
    with pytest.raises(ValueError, match="fail_length"):
        Params(min_length=8, fail_length=9)
