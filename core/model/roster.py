"""The roster: who is on duty when, and what is to be seen to before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.model.moments import VIETNAM


class Role(StrEnum):
    """What somebody is on duty for; the words stand under `roster.role.<code>`."""

    LEADER = "leader"
    OPERATIONS = "operations"
    TECHNICIAN = "technician"
    STANDBY = "standby"
    OFFICE = "office"
    GUARD = "guard"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One row of a roster, the same hours every day.

    `starts` and `ends` are times of day (`07:00`); a shift that does not end later than it starts
    ends on the next day. `title` takes the place of the role's word. People of an `on_call` line
    come when called: their hours are not counted as work.
    """

    line: int
    role: Role
    starts: str = "07:00"
    ends: str = "07:00"
    title: str = ""
    on_call: bool = False

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Return from when to when the shift of a day is."""
        starts, ends = (_at(day, each) for each in (self.starts, self.ends))
        return starts, ends if ends > starts else ends + timedelta(days=1)


def _at(day: date, time: str) -> datetime:
    hour, minute = time.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=VIETNAM)


Cell = tuple[str, int]
"""A place in a roster: an ISO day and the number of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A change of duty after the roster stood, as it also stands in the duty book.

    `entry` is the number of the entry that tells it. `before` and `after` are numbers of persons.
    """

    day: str
    line: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    reason: str
    approver: str
    entry: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A roster from one day to another (ISO, both included). `number` is 0 until stored.

    `people` holds the numbers of the persons of each cell that has any, `notes` what is to be
    remembered on a day. `place` is where duty is kept.
    """

    title: str
    first: str
    last: str
    lines: tuple[RosterLine, ...]
    people: Mapping[Cell, tuple[int, ...]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    number: int = 0
    swaps: tuple[Swap, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day."""
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        return tuple(first + timedelta(days=each) for each in range((last - first).days + 1))

    def line(self, number: int) -> RosterLine | None:
        """Return the line of a number, None without one."""
        return next((each for each in self.lines if each.line == number), None)

    def at(self, day: str, line: int) -> tuple[int, ...]:
        """Return who stands in a cell."""
        return self.people.get((day, line), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterCard:
    """A roster in a list of rosters."""

    number: int
    title: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShift:
    """One shift as planned: of which cell, from when to when (UTC, ISO), and who."""

    roster: int
    day: str
    line: RosterLine
    starts: str
    ends: str
    people: tuple[int, ...]


class ProblemKind(StrEnum):
    """What is wrong with a roster; the words stand under `roster.problem.<code>`.

    `no_leader`: a shift of the leader has nobody, or no line has leaders. `gap`: hours of a role
    have nobody. `overlap`: a person stands in two places at once. `too_long`: a person works more
    than 24 hours without a break.
    """

    NO_LEADER = "no_leader"
    GAP = "gap"
    OVERLAP = "overlap"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to see to: when (UTC, ISO), which cells it touches, whom, how many hours.

    No cells: there is no line for those hours. `role` is whose hours a gap leaves open.
    """

    kind: ProblemKind
    starts: str
    ends: str
    cells: tuple[Cell, ...] = ()
    person: int = 0
    hours: int = 0
    role: Role = Role.OTHER

    @property
    def is_serious(self) -> bool:
        """Say whether the roster should not be sent like this."""
        needed = self.role in (Role.LEADER, Role.TECHNICIAN)
        return self.kind is ProblemKind.NO_LEADER or (self.kind is ProblemKind.GAP and needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProblem:
    """What is said of a problem: what is wrong, and when or where."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TetWindow:
    """The days of duty around a Tết: 29 Chạp to mùng 5, with the name of the year that begins."""

    first: date
    last: date
    year: int
    year_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSwap:
    """Who is on duty instead of whom, why, and who approved it.

    `leaves` stands in `cell` and `comes` takes the place; with `other` they exchange: `leaves`
    takes the place of `comes` in that cell. `author` writes it into the duty book, empty: the
    account's own name.
    """

    roster: int
    cell: Cell
    leaves: int
    comes: int
    reason: str
    approver: str
    other: Cell | None = None
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many hours somebody works by a roster, calls not counted, and in how many shifts."""

    person: int
    hours: int
    shifts: int
