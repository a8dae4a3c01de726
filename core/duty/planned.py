"""Planned shifts: what a roster says, as spans of time."""

from collections.abc import Iterator

from core.model.moments import to_text
from core.model.roster import PlannedShift, Roster


def shifts_of(roster: Roster) -> Iterator[PlannedShift]:
    """Yield every shift of a roster, day by day, also those without anybody."""
    for day in roster.days:
        for line in roster.lines:
            starts, ends = line.span(day)
            yield PlannedShift(
                roster=roster.number,
                day=day.isoformat(),
                line=line,
                starts=to_text(starts),
                ends=to_text(ends),
                people=roster.at(day.isoformat(), line.line),
            )
