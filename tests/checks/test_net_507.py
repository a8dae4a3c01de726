"""NET-507: SMB 1."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"old_protocol"} for os in ("windows", "linux")}


@pytest.mark.parametrize("os", ["windows", "linux"])
@pytest.mark.parametrize(
    ("old", "key"),
    [
        (False, "pass.good"),
        (True, "fail.on"),
        (Unknown(UnknownCode.NO_RIGHT, ""), "unknown.no_right"),
    ],
)
def test_the_switch(request, judge, of, os, old, key):
    sample = request.getfixturevalue(os)
    assert judge("NET-507", sample, of(sample, "sharing", old_protocol=old)).message.key == key
