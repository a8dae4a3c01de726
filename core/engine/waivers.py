"""Accepted risks: who accepted what, why, until when. Each ends by itself."""

from collections.abc import Callable
from datetime import date

from core.engine.clock import now_text
from core.engine.explaining import find
from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.moments import day_of
from core.model.run import Waiver
from core.store.store import Store

_CHANGED = frozenset({Kind.WAIVERS})


class Waivers:
    """The port to the waivers of one home."""

    def __init__(self, store: Callable[[], Store]) -> None:
        """Take the way to the store, which is opened at first use."""
        self._store = store

    def active(self) -> tuple[Waiver, ...]:
        """Return the waivers that run today."""
        return tuple(self._store().waivers.active(_today()).values())

    def accept(self, waiver: Waiver) -> Change:
        """Accept a risk; KnownError where who, why or a day that has not passed is missing."""
        find(waiver.check)
        if not waiver.who.strip() or not waiver.why.strip():
            raise KnownError("waiver_incomplete", Exit.USAGE)
        if _day(waiver.until) < _today():
            raise KnownError("waiver_past", Exit.USAGE, date=waiver.until)
        number = self._store().waivers.add(waiver)
        return Change(_CHANGED, Undo("overview.waiver_accepted", lambda: self._end((number,))))

    def withdraw(self, check: str) -> Change:
        """End every running waiver of a check."""
        active = self._store().waivers.active(_today())
        numbers = tuple(number for number, each in active.items() if each.check == check)
        return self._end(numbers)

    def _end(self, numbers: tuple[int, ...]) -> Change:
        for number in numbers:
            self._store().waivers.withdraw(number, now_text())
        return Change(_CHANGED, Undo("overview.waiver_withdrawn", lambda: self._reinstate(numbers)))

    def _reinstate(self, numbers: tuple[int, ...]) -> Change:
        for number in numbers:
            self._store().waivers.reinstate(number)
        return Change(_CHANGED, Undo("overview.waiver_accepted", lambda: self._end(numbers)))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise KnownError("waiver_day", Exit.USAGE, text=text) from error


def _today() -> str:
    return day_of(now_text()).isoformat()
