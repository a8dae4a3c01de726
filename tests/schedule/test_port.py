"""The daily check as the house offers it, over a scheduler that remembers or refuses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.model.errors import Exit, KnownError
from core.model.schedule import ScheduleState
from core.model.unknown import Unknown, UnknownCode
from core.schedule.port import Schedule


@dataclass
class Remembering:
    """A scheduler that keeps entries, or takes them and tells nothing."""

    mute: bool = False
    entries: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)

    def create(self, name: str, command: Sequence[str], at: str) -> None:
        self.entries[name] = (tuple(command), at)

    def remove(self, name: str) -> None:
        self.entries.pop(name, None)

    def state(self, name: str) -> ScheduleState:
        if self.mute:
            return ScheduleState(on=Unknown(UnknownCode.NOT_FOUND, "nothing"), at="")
        at = self.entries.get(name, ((), ""))[1]
        return ScheduleState(on=name in self.entries, at=at)


@pytest.fixture
def scheduler() -> Remembering:
    """Return an empty scheduler."""
    return Remembering()


@pytest.fixture
def schedule(scheduler: Remembering, tmp_path: Path) -> Schedule:
    """Return the daily check of a home with a Vietnamese name."""
    return Schedule(tmp_path / "Trực An", ("/usr/bin/trucan",), scheduler)


def test_on_hands_over_a_silent_run_for_this_home(
    schedule: Schedule, scheduler: Remembering, tmp_path: Path
) -> None:
    schedule.on("10:30")

    ((command, at),) = scheduler.entries.values()
    home = str(tmp_path / "Trực An")
    assert command == ("/usr/bin/trucan", "schedule", "run", "--home", home)
    assert at == "10:30"
    assert schedule.state() == ScheduleState(on=True, at="10:30")


def test_off_is_off_and_can_be_taken_back(schedule: Schedule) -> None:
    schedule.on("10:30")

    change = schedule.off()
    assert schedule.state().on is False
    assert change.undo is not None
    change.undo.act()

    assert schedule.state() == ScheduleState(on=True, at="10:30")


def test_a_new_time_can_be_taken_back(schedule: Schedule) -> None:
    schedule.on("10:30")
    change = schedule.on("11:00")
    assert change.undo is not None
    change.undo.act()

    assert schedule.state().at == "10:30"


def test_two_homes_have_two_entries(scheduler: Remembering, tmp_path: Path) -> None:
    for home in ("one", "two"):
        Schedule(tmp_path / home, ("trucan",), scheduler).on()

    assert len(scheduler.entries) == 2


@pytest.mark.parametrize("at", ["", "9:00", "24:00", "09:60", "09:00:00", "sáng", "09:00\n"])
def test_what_is_no_time_is_refused(schedule: Schedule, scheduler: Remembering, at: str) -> None:
    with pytest.raises(KnownError) as refused:
        schedule.on(at)

    assert (refused.value.key, refused.value.status) == ("schedule_time", Exit.USAGE)
    assert not scheduler.entries


def test_what_the_system_does_not_confirm_does_not_count(
    schedule: Schedule, scheduler: Remembering
) -> None:
    scheduler.mute = True

    with pytest.raises(KnownError) as refused:
        schedule.on()

    assert refused.value.key == "schedule_unconfirmed"
