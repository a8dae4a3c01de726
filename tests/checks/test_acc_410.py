"""ACC-410: empty passwords from the network."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"empty_refused"} for os in ("windows", "linux")}


@pytest.mark.parametrize("os", ["windows", "linux"])
@pytest.mark.parametrize(
    ("refused", "key"),
    [
        (True, "pass.good"),
        (False, "fail.open"),
        (Unknown(UnknownCode.MALFORMED, ""), "unknown.malformed"),
    ],
)
def test_the_switch(request, judge, of, os, refused, key):
    sample = request.getfixturevalue(os)
    assert judge("ACC-410", sample, of(sample, "sign_in", empty_refused=refused)).message.key == key
