"""The clock: set ahead, set back, dead battery, drift; marked where it happens, never for ever."""

from itertools import pairwise
from typing import Protocol

import pytest

from core.duty.book import DutyBook
from core.duty.clock import Clock, MachineClock
from core.model.duty import ClockFlag, Entry
from core.model.new_entry import NewEntry

BACK, FINE, DRIFT = ClockFlag.TURNED_BACK, ClockFlag.NONE, ClockFlag.DRIFTED
SETTLED, EARLY = ClockFlag.SETTLED, ClockFlag.BEFORE_RELEASE


class Movable(Clock, Protocol):
    """The clock of these tests."""

    def wait(self, **step: float) -> None:
        """Let time pass."""

    def turn(self, **step: float) -> None:
        """Set the clock by hand."""

    def move(self, **step: float) -> None:
        """Start the machine anew with another time."""


def _write(book: DutyBook) -> Entry:
    return book.add(NewEntry(text="a"))


@pytest.mark.parametrize(
    ("minutes", "flag"), [(4.9, FINE), (5.1, DRIFT), (-1.9, FINE), (-2.1, BACK), (600, DRIFT)]
)
def test_a_clock_set_while_the_machine_runs(
    book: DutyBook, clock: Movable, minutes: float, flag: ClockFlag
) -> None:
    """Against the steady clock: more than five minutes ahead, or more than two back."""
    _write(book)
    clock.turn(minutes=minutes)

    assert _write(book).clock_flag is flag


def test_a_jump_is_marked_once(book: DutyBook, clock: Movable) -> None:
    """The entry after it is measured from the new time."""
    _write(book)
    clock.turn(hours=3)

    assert [_write(book).clock_flag for _ in range(3)] == [DRIFT, FINE, FINE]


def test_time_asleep_or_off_is_no_drift(book: DutyBook, clock: Movable) -> None:
    """The steady clock goes on while the machine sleeps; a new start begins another one."""
    _write(book)
    clock.wait(days=9)
    assert _write(book).clock_flag is FINE
    clock.move(days=30)

    assert _write(book).clock_flag is FINE


def test_a_clock_once_far_ahead_settles_after_a_day(book: DutyBook, clock: Movable) -> None:
    """Years ahead by mistake, then right again: marked for a day, told once, then trusted."""
    _write(book)
    clock.move(days=20_000)
    assert _write(book).clock_flag is FINE
    clock.move(days=-20_000)
    flags = []
    for _ in range(9):
        flags.append(_write(book).clock_flag)
        clock.wait(hours=6)

    assert flags == [BACK, BACK, BACK, BACK, SETTLED, FINE, FINE, FINE, FINE]
    latest = [each.latest for each in reversed(book.page(None, 20))]
    assert [at for at, (one, two) in enumerate(pairwise(latest)) if two < one] == [6]


def test_each_entry_in_doubt_says_since_when(book: DutyBook, clock: Movable) -> None:
    """The first time of the new course of the clock; gone when it settled."""
    _write(book)
    clock.move(days=-3)
    first = _write(book)
    clock.wait(hours=20)
    second = _write(book)
    clock.wait(hours=5)

    assert first.about["clock_since"] == second.about["clock_since"] == first.written
    assert "clock_since" not in _write(book).about


@pytest.mark.parametrize("disturb", ["turn_back", "jump", "restart_back"])
def test_a_disturbed_day_starts_anew(book: DutyBook, clock: Movable, disturb: str) -> None:
    """Turned back again or set ahead while in doubt: a day counts from there."""
    _write(book)
    clock.move(days=-50)
    _write(book)
    clock.wait(hours=23)
    if disturb == "turn_back":
        clock.turn(hours=-3)
    elif disturb == "jump":
        clock.turn(hours=10)
    else:
        clock.move(hours=-30)
    assert _write(book).clock_flag is BACK
    clock.wait(hours=23)
    assert _write(book).clock_flag is BACK
    clock.wait(hours=1.1)

    assert _write(book).clock_flag is SETTLED


def test_a_clock_before_the_release_never_settles(book: DutyBook, clock: Movable) -> None:
    """A dead battery is certainly wrong, however long it runs on."""
    _write(book)
    clock.move(days=-4000)
    flags = set()
    for _ in range(10):
        flags.add(_write(book).clock_flag)
        clock.wait(days=2)

    assert flags == {BACK}


def test_a_short_step_back_ends_when_the_old_time_comes(book: DutyBook, clock: Movable) -> None:
    """An hour too far, put right: marked until the hour is over, no settling."""
    _write(book)
    clock.turn(hours=-1)
    flags = []
    for _ in range(4):
        flags.append(_write(book).clock_flag)
        clock.wait(minutes=25)

    assert flags == [BACK, BACK, BACK, FINE]


def test_the_opening_of_a_book_with_a_dead_battery(book: DutyBook, clock: Movable) -> None:
    """Marked from the first entry on, and no longer when the clock is set."""
    clock.turn(days=-4000)
    _write(book)
    clock.turn(days=4000)
    later = [_write(book).clock_flag for _ in range(2)]

    assert [each.clock_flag for each in reversed(book.page(None, 9))] == [EARLY, EARLY, *later]
    assert later == [DRIFT, FINE]


def test_the_steady_clock_counts_on() -> None:
    """The machine's own."""
    clock = MachineClock()

    assert 0 < clock.now().mono_ms <= clock.now().mono_ms
