"""The roster for calendars of telephones: iCalendar (RFC 5545), one event a shift and person."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.model.moments import from_text
from core.report.roster_document import RosterPaper

if TYPE_CHECKING:
    from icalendar import Event


def write(paper: RosterPaper, now: str) -> bytes:
    """Return the filled shifts of a roster as a calendar of a moment (UTC, ISO).

    The same roster gives the same identities, so that importing it again changes events and adds
    none.
    """
    from icalendar import Calendar

    roster, words = paper.roster, paper.words
    calendar = Calendar()
    calendar.add("prodid", "-//Truc An//VN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", roster.title or words.say("forms.roster.name"))
    for day in roster.days:
        for line in roster.lines:
            for person in roster.at(day.isoformat(), line.line):
                starts, ends = line.span(day)
                summary = f"{paper.title(line)}: {paper.name(person)}"
                calendar.add_component(
                    _event(
                        uid=f"{roster.number}-{day.isoformat()}-{line.line}-{person}@trucan",
                        summary=summary,
                        span=(starts.astimezone(UTC), ends.astimezone(UTC)),
                        place=roster.place,
                        stamp=from_text(now),
                    )
                )
    return bytes(calendar.to_ical())


def _event(
    *, uid: str, summary: str, span: tuple[datetime, datetime], place: str, stamp: datetime
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", span[0])
    event.add("dtend", span[1])
    event.add("summary", summary)
    if place:
        event.add("location", place)
    return event
