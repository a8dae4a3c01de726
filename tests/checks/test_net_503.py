"""NET-503: services that wait for others."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.exposure.facts import OpenPort

RESTS_ON = {os: {"ports"} for os in ("windows", "linux")}


@pytest.mark.parametrize("os", ["windows", "linux"])
@pytest.mark.parametrize(
    ("port", "key"), [(23, "warn.risky"), (3306, "warn.risky"), (445, "pass.good")]
)
def test_one_port(request, judge, of, os, port, key):
    sample = request.getfixturevalue(os)
    waiting = OpenPort(name=f"x (tcp {port})", protocol="tcp", port=port, program="x")
    told = judge("NET-503", sample, of(sample, "exposure", ports=(waiting,)))

    assert told.message.key == key


def test_nothing_waits(linux, judge, of):
    assert judge("NET-503", linux, of(linux, "exposure", ports=())).message.args["count"] == 0


def test_unread(linux, judge, of):
    facts = of(linux, "exposure", ports=Unknown(UnknownCode.TIMED_OUT, "12 s"))
    assert judge("NET-503", linux, facts).message.key == "unknown.timed_out"
