"""The port to the rosters."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from core.duty.planned import shifts_of
from core.duty.roster_check import loads_of, problems_of
from core.duty.roster_telling import said_cell, told_problem
from core.duty.typed import clean_name
from core.model.change import Change, Kind, Undo
from core.model.duty import Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.moments import from_text, to_text
from core.model.new_entry import NewEntry
from core.model.roster import (
    Cell,
    Load,
    NewSwap,
    PlannedShift,
    Problem,
    Role,
    Roster,
    RosterCard,
    RosterLine,
    Swap,
    TetWindow,
    ToldProblem,
)
from core.store.store import Store
from core.words import Words

LONGEST = 62
"""Days of one roster at most."""

_CHANGED = frozenset({Kind.ROSTER})
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

LINES = (
    RosterLine(line=1, role=Role.LEADER, on_call=True),
    RosterLine(line=2, role=Role.TECHNICIAN, ends="19:00"),
    RosterLine(line=3, role=Role.TECHNICIAN, starts="19:00"),
    RosterLine(line=4, role=Role.STANDBY, on_call=True),
)
"""The lines of a first roster."""


class Rosters:
    """What the faces may ask of the rosters. Everything can be undone, a swap by swapping back."""

    def __init__(
        self,
        store: Callable[[], Store],
        words: Callable[[], Words],
        write: Callable[[NewEntry], Entry],
        next_tet: Callable[[date], TetWindow],
    ) -> None:
        """Take the ways to the store, the words, the duty book and the calendar of Tết."""
        self._store = store
        self._words = words
        self._write = write
        self._next_tet = next_tet

    def cards(self) -> tuple[RosterCard, ...]:
        """Return the rosters, the latest first."""
        return self._store().rosters.cards()

    def roster(self, number: int) -> Roster | None:
        """Return a roster, None without such a number."""
        return self._store().rosters.roster(number)

    def at_hand(self, day: date) -> Roster | None:
        """Return the roster that a day belongs to, else the next one, else the last one."""
        cards, here = self.cards(), day.isoformat()
        now = [each for each in cards if each.first <= here <= each.last]
        later = [each for each in cards if each.first > here][-1:]
        for card in (*now, *later, *cards):
            return self.roster(card.number)
        return None

    def proposed(self, today: date) -> Roster:
        """Return a roster for this or the next Tết, not stored, with the lines of the last one."""
        tet = self._next_tet(today)
        title = self._words().say("roster.tet", name=tet.year_name, text=str(tet.year))
        return Roster(
            title=title,
            first=tet.first.isoformat(),
            last=tet.last.isoformat(),
            lines=self._usual_lines(),
        )

    def make(self, roster: Roster) -> Change:
        """Store a new roster; KnownError for a mistake in its days or lines."""
        number = self._store().rosters.add(_clean(roster))
        return Change(_CHANGED, Undo("roster.undo.made", lambda: self._put_away(number)))

    def change(self, roster: Roster) -> Change:
        """Store title, days, lines, notes and people of a roster anew.

        Who stands on a day or in a line that is no more goes with it.
        """
        before = self._known(roster.number)
        self._store().rosters.replace(_clean(roster))
        return Change(_CHANGED, Undo("roster.undo.changed", lambda: self.change(before)))

    def remove(self, number: int) -> Change:
        """Put a roster away."""
        self._known(number)
        return self._put_away(number)

    def assign(self, number: int, cell: Cell, people: tuple[int, ...]) -> Change:
        """Put persons into a cell, instead of those who stand there."""
        roster = self._known(number)
        _refuse_foreign(roster, cell)
        before = roster.at(*cell)
        self._store().rosters.assign(number, [(cell, tuple(dict.fromkeys(people)))])
        return Change(
            _CHANGED, Undo("roster.undo.assigned", lambda: self.assign(number, cell, before))
        )

    def swap(self, new: NewSwap) -> Change:
        """Change who is on duty, and write that into the duty book.

        KnownError: no reason, nobody who approved, or somebody does not stand where said.
        """
        roster = self._known(new.roster)
        reason, approver = clean_name(new.reason), clean_name(new.approver)
        if not reason or not approver:
            raise KnownError("swap_incomplete", Exit.USAGE)
        cells = _swapped(roster, new)
        text = self._told(roster, new, reason, approver)
        entry = self._write(
            NewEntry(text=text, kind=EntryKind.SHIFT_SWAP, author=new.author, told=approver)
        )
        swaps = [
            Swap(
                day=day,
                line=line,
                before=roster.at(day, line),
                after=people,
                reason=reason,
                approver=approver,
                entry=entry.seq,
                at=entry.written,
            )
            for (day, line), people in cells
        ]
        self._store().rosters.assign(roster.number, cells, swaps)
        back = replace(
            new,
            leaves=new.comes,
            comes=new.leaves,
            reason=self._words().say("roster.swap.back", seq=entry.seq),
        )
        return Change(_CHANGED | {Kind.DUTY}, Undo("roster.undo.swapped", lambda: self.swap(back)))

    def problems(self, roster: Roster) -> tuple[Problem, ...]:
        """Return what is to be seen to before a roster is sent; see `problems_of`."""
        return problems_of(roster)

    def told(self, roster: Roster, problem: Problem) -> ToldProblem:
        """Return what to say of a problem: what is wrong, and when or where."""
        names = {each.number: each.name for each in self._store().people.all()}
        return told_problem(roster, problem, names.get(problem.person, "…"), self._words())

    def loads(self, roster: Roster) -> tuple[Load, ...]:
        """Return how much each person works by a roster."""
        return loads_of(roster)

    def planned(self, since: str, until: str) -> tuple[PlannedShift, ...]:
        """Return the shifts of all rosters that touch a time (ISO), earliest first."""
        first, last = (to_text(from_text(each)) for each in (since, until))
        found = [
            shift
            for card in self.cards()
            if (roster := self.roster(card.number)) is not None
            for shift in shifts_of(roster)
            if shift.starts < last and shift.ends > first
        ]
        return tuple(sorted(found, key=lambda each: (each.starts, each.roster, each.line.line)))

    def on_duty(self, now: str) -> tuple[PlannedShift, ...]:
        """Return the shifts that are on at a moment (ISO)."""
        moment = from_text(now)
        return self.planned(now, to_text(moment + timedelta(seconds=1)))

    def around(self, now: str) -> tuple[PlannedShift, ...]:
        """Return the shifts that are on, or begin within a day of a moment (ISO)."""
        moment = from_text(now)
        return self.planned(now, to_text(moment + timedelta(days=1)))

    def _usual_lines(self) -> tuple[RosterLine, ...]:
        newest = max(self.cards(), key=lambda each: each.number, default=None)
        last = self.roster(newest.number) if newest else None
        return last.lines if last else LINES

    def _put_away(self, number: int) -> Change:
        self._store().rosters.remove(number)
        return Change(_CHANGED, Undo("roster.undo.put_away", lambda: self._bring_back(number)))

    def _bring_back(self, number: int) -> Change:
        self._store().rosters.remove(number, removed=False)
        return Change(_CHANGED, Undo("roster.undo.made", lambda: self._put_away(number)))

    def _known(self, number: int) -> Roster:
        roster = self.roster(number)
        if roster is None:
            raise KnownError("roster_unknown", Exit.USAGE, seq=number)
        return roster

    def _told(self, roster: Roster, new: NewSwap, reason: str, approver: str) -> str:
        """Return what the duty book says of a swap."""
        names = {each.number: each.name for each in self._store().people.all()}
        words = self._words()
        args = {
            "text": said_cell(roster, new.cell, words),
            "from_name": names.get(new.leaves, ""),
            "to_name": names.get(new.comes, ""),
            "reason": reason,
            "name": approver,
        }
        if new.other is None:
            return words.say("roster.swap.entry", args)
        return words.say("roster.swap.entry_both", args, other=said_cell(roster, new.other, words))


def _swapped(roster: Roster, new: NewSwap) -> list[tuple[Cell, tuple[int, ...]]]:
    cells = [(new.cell, _instead(roster, new.cell, new.leaves, new.comes))]
    if new.other is not None:
        cells.append((new.other, _instead(roster, new.other, new.comes, new.leaves)))
    return cells


def _instead(roster: Roster, cell: Cell, leaves: int, comes: int) -> tuple[int, ...]:
    _refuse_foreign(roster, cell)
    people = roster.at(*cell)
    if leaves not in people or comes in people or not comes:
        raise KnownError("swap_wrong", Exit.USAGE)
    return tuple(comes if each == leaves else each for each in people)


def _refuse_foreign(roster: Roster, cell: Cell) -> RosterLine:
    day, number = cell
    line = roster.line(number)
    if line is None or not roster.first <= day <= roster.last:
        raise KnownError("roster_no_cell", Exit.USAGE, text=day, number=str(number))
    return line


def _clean(roster: Roster) -> Roster:
    """Return a roster as stored; KnownError for a mistake."""
    try:
        first, last = date.fromisoformat(roster.first), date.fromisoformat(roster.last)
        length = (last - first).days + 1
        fits = 0 < length <= LONGEST and first.year >= 1901 and last.year <= 2099
    except ValueError:
        fits = False
    if not fits:
        raise KnownError("roster_days", Exit.USAGE, limit=LONGEST)
    if not roster.lines or len({each.line for each in roster.lines}) != len(roster.lines):
        raise KnownError("roster_no_lines", Exit.USAGE)
    for each in roster.lines:
        for typed in (each.starts, each.ends):
            if not _TIME.fullmatch(typed):
                raise KnownError("roster_time", Exit.USAGE, text=typed)
    numbers = {each.line for each in roster.lines}
    return replace(
        roster,
        title=clean_name(roster.title),
        place=clean_name(roster.place),
        lines=tuple(replace(each, title=clean_name(each.title)) for each in roster.lines),
        people={
            (day, line): people
            for (day, line), people in roster.people.items()
            if line in numbers and roster.first <= day <= roster.last
        },
        notes={
            day: text
            for day, typed in roster.notes.items()
            if roster.first <= day <= roster.last and (text := clean_name(typed))
        },
    )
