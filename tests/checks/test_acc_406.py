"""ACC-406: how many wrong passwords are let pass."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"lockout_after"} for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("after", "key"),
    [
        (1, "pass.good"),
        (10, "pass.good"),
        (11, "warn.many"),
        (0, "fail.never"),
        (-1, "fail.never"),
        (Unknown(UnknownCode.NO_RIGHT, ""), "unknown.no_right"),
    ],
)
def test_the_number_of_tries(windows, judge, of, after, key):
    facts = of(windows, "password_rules", lockout_after=after)
    assert judge("ACC-406", windows, facts).message.key == key


def test_the_limit_can_be_set(linux, judge, of):
    facts = of(linux, "password_rules", lockout_after=10)
    told = judge("ACC-406", linux, facts, params={"attempts": 5})

    assert told.message.key == "warn.many"
