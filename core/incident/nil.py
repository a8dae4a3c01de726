"""The nil report: somebody says that nothing happened, and it shows what that rests on."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from core.incident.register import Register
from core.model.card import RunCard
from core.model.duty import Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import NilBasis, NilStatement
from core.model.moments import from_text, to_text
from core.model.new_entry import NewEntry

TOPIC = "nil"
START, END, DUE, PERSON = "from", "to", "due", "person"


def basis(
    register: Register,
    start: str,
    end: str,
    entries: Sequence[Entry],
    runs: Sequence[RunCard],
) -> NilBasis:
    """Return what a nil report about a time (ISO) would rest on.

    `entries` are those of that time, `runs` the newest examinations of machines. An entry that
    tells of an incident does so although its sentence was corrected later.
    """
    touching = [
        each
        for each in register.all()
        if each.detected <= end and (each.closed is None or each.closed.written >= start)
    ]
    told = [
        each.seq
        for each in entries
        if each.kind is EntryKind.INCIDENT and "incident" not in each.about
    ]
    within = [each for each in runs if start <= to_text(from_text(each.ended)) <= end]
    return NilBasis(
        entries=len(entries),
        incidents_open=tuple(each.code for each in touching),
        incident_entries=tuple(told),
        checks=len(within),
        machines=len({each.machine for each in within}),
        last_check=max((each.ended for each in runs), default=""),
    )


def confirm(
    register: Register,
    statement: NilStatement,
    rests_on: NilBasis,
    now: str,
    write: Callable[[], str],
) -> Entry:
    """Have the report written and record the statement, in time or late; return the entry.

    `write` writes the report and returns its names. KnownError: nobody says it, a time that ends
    before it begins or lies ahead, an incident in it, or an entry that tells of one.
    """
    if not statement.person.strip():
        raise KnownError("nil_person", Exit.USAGE)
    if statement.end < statement.start or from_text(statement.end) > from_text(now) + timedelta(
        minutes=1
    ):
        raise KnownError("nil_period", Exit.USAGE)
    against = len(rests_on.incidents_open) + len(rests_on.incident_entries)
    if against:
        raise KnownError("nil_refused", Exit.BAD_INPUT, count=against)
    files = write()
    return register.book.record(
        NewEntry(
            text=register.words.say(
                "incident.said.nil",
                {"from": statement.start, "to": statement.end, "name": statement.person},
                text=_punctuality(register, statement.due, now),
            ),
            kind=EntryKind.DOCUMENT,
            author=statement.person,
            topics=(TOPIC,),
            about={
                name: text
                for name, text in {
                    START: statement.start,
                    END: statement.end,
                    DUE: statement.due,
                    PERSON: statement.person,
                    "files": files,
                    "basis": f"{rests_on.entries} {rests_on.checks} {rests_on.machines}",
                }.items()
                if text
            },
        )
    )


def _punctuality(register: Register, due: str, now: str) -> str:
    if not due:
        return register.words.say("incident.said.nil_free")
    late = round((from_text(now) - from_text(due)).total_seconds())
    if late <= 0:
        return register.words.say("incident.said.nil_in_time", due=due)
    return register.words.say("incident.said.nil_late", due=due, duration=late // 60 * 60)
