"""CFG-702: the lock of the screen."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.screen_lock.facts import ScreenLock

RESTS_ON = {os: {"machine_s", "people", "after_s"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def person(after):
    return ScreenLock(name="Hương\u202e", after_s=after)


@pytest.mark.parametrize(
    ("machine", "people", "key"),
    [
        (0, (person(900),), "pass.people"),
        (0, (person(901),), "warn.late"),
        (0, (person(0),), "fail.never"),
        (0, (person(300), person(0)), "fail.never"),
        (0, (person(UNREAD), person(0)), "fail.never"),
        (0, (person(UNREAD), person(3600)), "unknown.no_right"),
        (900, (person(0),), "pass.machine"),
        (900, UNREAD, "pass.machine"),
        (1800, (person(0),), "warn.late"),
        (1800, (person(600),), "pass.people"),
        (-5, (person(0),), "fail.never"),
        (4_294_967_295, (person(4_294_967_295),), "warn.late"),
        (UNREAD, (person(300),), "unknown.no_right"),
        (0, UNREAD, "unknown.no_right"),
    ],
)
def test_times(windows, judge, of, machine, people, key):
    facts = of(windows, "screen_lock", machine_s=machine, people=people)
    assert judge("CFG-702", windows, facts).message.key == key


def test_a_machine_without_a_desktop(linux, judge, of):
    facts = of(linux, "screen_lock", desktop="", people=())
    assert judge("CFG-702", linux, facts).result == "not_applicable"


def test_the_limit_can_be_set(linux, judge, of):
    facts = of(linux, "screen_lock", people=(person(600),))
    told = judge("CFG-702", linux, facts, params={"lock_minutes": 5})

    assert told.message.key == "warn.late"
