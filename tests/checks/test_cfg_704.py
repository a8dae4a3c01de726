"""CFG-704: encrypted drives."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.boot_protection.facts import DriveState

RESTS_ON = {os: {"drives", "state"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("states", "key"),
    [
        (["on"], "pass.good"),
        (["on", "off"], "warn.off"),
        (["partly"], "warn.partly"),
        (["rác"], "warn.off"),
        (["on", UNREAD], "unknown.no_right"),
        (["off", UNREAD], "unknown.no_right"),
        ([], "unknown.not_found"),
    ],
)
def test_drives(windows, judge, of, states, key):
    drives = tuple(DriveState(name=f"{place}:", state=state) for place, state in enumerate(states))
    facts = of(windows, "boot_protection", drives=drives)

    assert judge("CFG-704", windows, facts).message.key == key


def test_inside_a_container(linux, judge, of):
    facts = of(linux, "boot_protection", container="docker", drives=UNREAD)
    assert judge("CFG-704", linux, facts).message.key == "not_applicable.container"
