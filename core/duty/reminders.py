"""Reminders: what is due or about to be, worked out anew from what is stored and the time.

Nothing has to be running at the moment of a reminder: whatever fell due while the computer was off
is there when it is on again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.model.incident import Deadline, Incident, Tone
from core.model.moments import from_text, to_text
from core.model.roster import PlannedShift
from core.model.shift import OpenItem, Reminder, ReminderKind, Shift
from core.words import Words

BEFORE_SHIFT = timedelta(minutes=15)
BEFORE_ITEM = timedelta(hours=1)

BOOK, INCIDENT = "duty_book", "incident"
"""The pages where things are seen to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand: the shift, the roster around now with its names, items, incidents."""

    shift: Shift | None
    planned: Sequence[PlannedShift]
    names: Mapping[int, str]
    items: Sequence[OpenItem]
    deadlines: Sequence[tuple[Incident, Deadline]]


def reminders(standing: Standing, now: str, opened: str, words: Words) -> tuple[Reminder, ...]:
    """Return what is to be remembered now (ISO), the most pressing first.

    `opened` is since when the program runs: what should have been said before was missed.
    """
    found = [
        *_shifts(standing, to_text(from_text(now) + BEFORE_SHIFT), words),
        *_handover(standing.shift, words),
        *_items(standing.items, words),
        *_reports(standing.deadlines, words),
    ]
    due = (each for each in found if each.since <= now)
    marked = (replace(each, missed=bool(opened) and each.since < opened) for each in due)
    return tuple(sorted(marked, key=lambda each: (each.due, each.kind, each.text)))


def _shifts(standing: Standing, soon: str, words: Words) -> Iterator[Reminder]:
    """Yield the planned shifts that are on, or about to be, and that nobody named has taken."""
    person = standing.shift.person if standing.shift else ""
    for shift in standing.planned:
        names = tuple(standing.names[each] for each in shift.people if each in standing.names)
        is_near = shift.starts <= soon < shift.ends
        if not names or shift.line.on_call or not is_near or person in names:
            continue
        text = words.say(
            "shift.reminder.shift_due",
            {
                "name": ", ".join(names),
                "title": words.say(f"roster.role.{shift.line.role}"),
                "from": shift.starts,
            },
        )
        yield _reminder(ReminderKind.SHIFT_DUE, shift.starts, BEFORE_SHIFT, text, BOOK)


def _handover(shift: Shift | None, words: Words) -> Iterator[Reminder]:
    if shift is None:
        return
    if shift.offer is not None:
        text = words.say("shift.reminder.offer_waits", name=shift.offer.to, to_name=shift.person)
        yield _reminder(ReminderKind.OFFER_WAITS, shift.offer.at, timedelta(), text, BOOK)
    elif shift.until:
        text = words.say("shift.reminder.handover_due", name=shift.person, due=shift.until)
        yield _reminder(ReminderKind.HANDOVER_DUE, shift.until, BEFORE_SHIFT, text, BOOK)


def _items(items: Iterable[OpenItem], words: Words) -> Iterator[Reminder]:
    for item in items:
        if item.due:
            text = words.say("shift.reminder.item_due", text=item.text, due=item.due)
            yield _reminder(ReminderKind.ITEM_DUE, item.due, BEFORE_ITEM, text, BOOK)


def _reports(deadlines: Iterable[tuple[Incident, Deadline]], words: Words) -> Iterator[Reminder]:
    for incident, deadline in deadlines:
        if deadline.tone in (Tone.SOON, Tone.OVER):
            title = words.say(f"incident.report.{deadline.stage}")
            text = words.say(
                "shift.reminder.report_due", code=incident.code, title=title, due=deadline.due
            )
            before = timedelta(hours=deadline.hours)
            yield _reminder(ReminderKind.REPORT_DUE, deadline.due, before, text, INCIDENT)


def _reminder(kind: ReminderKind, due: str, before: timedelta, text: str, page: str) -> Reminder:
    since = to_text(from_text(due) - before)
    return Reminder(kind=kind, since=since, due=due, text=text, page=page)
