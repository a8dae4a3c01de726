"""What is wrong with a roster: hours without anybody, people in two places, too long at work.

The whole time of a roster runs from the earliest start of a line on its first day to the same
hour after its last day.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from core.duty.planned import shifts_of
from core.model.moments import from_text, to_text
from core.model.roster import (
    Cell,
    Load,
    PlannedShift,
    Problem,
    ProblemKind,
    Role,
    Roster,
)

LONGEST = timedelta(hours=24)
"""At most so long may somebody work without a break."""

_ALWAYS_NEEDED = (Role.LEADER, Role.TECHNICIAN)
_HOUR = timedelta(hours=1)

Span = tuple[datetime, datetime]


def problems_of(roster: Roster) -> tuple[Problem, ...]:
    """Return everything to see to: what is serious first, then by time."""
    shifts = tuple(shifts_of(roster))
    found = [*_open_hours(roster, shifts), *_overlaps(shifts), *_too_long(shifts)]
    return tuple(sorted(found, key=lambda each: (not each.is_serious, each.starts, each.cells)))


def loads_of(roster: Roster) -> tuple[Load, ...]:
    """Return how much each person works, the most first."""
    hours: dict[int, timedelta] = {}
    count: dict[int, int] = {}
    for shift in shifts_of(roster):
        if shift.line.on_call:
            continue
        starts, ends = _span(shift)
        for person in shift.people:
            hours[person] = hours.get(person, timedelta()) + (ends - starts)
            count[person] = count.get(person, 0) + 1
    loads = (
        Load(person=person, hours=time // _HOUR, shifts=count[person])
        for person, time in hours.items()
    )
    return tuple(sorted(loads, key=lambda each: (-each.hours, each.person)))


def _open_hours(roster: Roster, shifts: Sequence[PlannedShift]) -> Iterator[Problem]:
    """Find the hours of each role in which nobody is on duty."""
    whole = _whole_time(roster)
    roles = dict.fromkeys((*_ALWAYS_NEEDED, *(each.role for each in roster.lines)))
    for role in roles:
        own = [each for each in shifts if each.line.role is role]
        filled = [_span(each) for each in own if each.people]
        empty = [each for each in own if not each.people]
        for shift in empty:
            for starts, ends in _minus(_span(shift), filled):
                yield _gap(role, starts, ends, (_cell(shift),))
        if role in _ALWAYS_NEEDED:
            yield from _without_line(role, _minus(whole, [_span(each) for each in own]))


def _without_line(role: Role, spans: Sequence[Span]) -> Iterator[Problem]:
    """Tell of hours that no line covers once, not for every day."""
    if spans:
        yield _gap(role, spans[0][0], spans[0][1], ())


def _gap(role: Role, starts: datetime, ends: datetime, cells: tuple[Cell, ...]) -> Problem:
    kind = ProblemKind.NO_LEADER if role is Role.LEADER else ProblemKind.GAP
    return Problem(
        kind=kind,
        starts=to_text(starts),
        ends=to_text(ends),
        cells=cells,
        role=role,
        hours=(ends - starts) // _HOUR,
    )


def _overlaps(shifts: Sequence[PlannedShift]) -> Iterator[Problem]:
    """Find people who stand in two places at once."""
    for person, own in _by_person(shifts).items():
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                starts, ends = max(one.starts, other.starts), min(one.ends, other.ends)
                if starts < ends:
                    yield Problem(
                        kind=ProblemKind.OVERLAP,
                        starts=starts,
                        ends=ends,
                        cells=(_cell(one), _cell(other)),
                        person=person,
                    )


def _too_long(shifts: Sequence[PlannedShift]) -> Iterator[Problem]:
    """Find people who work longer than LONGEST without a break."""
    at_work = [each for each in shifts if not each.line.on_call]
    for person, own in _by_person(at_work).items():
        for run in _unbroken(own):
            starts, ends = from_text(run[0].starts), max(from_text(each.ends) for each in run)
            if ends - starts > LONGEST:
                yield Problem(
                    kind=ProblemKind.TOO_LONG,
                    starts=to_text(starts),
                    ends=to_text(ends),
                    cells=tuple(_cell(each) for each in run),
                    person=person,
                    hours=(ends - starts) // _HOUR,
                )


def _unbroken(own: Sequence[PlannedShift]) -> Iterator[list[PlannedShift]]:
    """Part the shifts of a person, given in order, where there is time between them."""
    run: list[PlannedShift] = []
    until = ""
    for shift in own:
        if run and shift.starts > until:
            yield run
            run = []
        run.append(shift)
        until = max(until, shift.ends)
    if run:
        yield run


def _by_person(shifts: Sequence[PlannedShift]) -> dict[int, list[PlannedShift]]:
    named = sorted(
        ((person, each) for each in shifts for person in dict.fromkeys(each.people)),
        key=lambda pair: (pair[0], pair[1].starts, pair[1].ends),
    )
    return {
        person: [each for _, each in group] for person, group in groupby(named, lambda it: it[0])
    }


def _whole_time(roster: Roster) -> Span:
    days = roster.days
    starts = min(each.span(days[0])[0] for each in roster.lines)
    return starts, starts + timedelta(days=len(days))


def _minus(span: Span, covered: Sequence[Span]) -> list[Span]:
    """Return what of a span is not covered."""
    left, at = [], span[0]
    for starts, ends in sorted(covered):
        if starts > at:
            left.append((at, min(starts, span[1])))
        at = max(at, ends)
        if at >= span[1]:
            break
    if at < span[1]:
        left.append((at, span[1]))
    return [each for each in left if each[0] < each[1]]


def _span(shift: PlannedShift) -> Span:
    return from_text(shift.starts), from_text(shift.ends)


def _cell(shift: PlannedShift) -> Cell:
    return shift.day, shift.line.line
