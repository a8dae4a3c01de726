"""Shifts: started, handed over by one and accepted by another; every act is an entry of the book.

Nothing about shifts is stored but the entries: who is on duty is what the newest of them say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

from core.duty.book import DutyBook
from core.duty.compose import FOLLOWS, TOPICS, Draft
from core.duty.shift_told import ACT, CONDITION, NUMBER, TO_NUMBER, TOPIC, proof_of, shifts_told
from core.duty.typed import ABOUT_LIMIT, clean_name, clean_text, read_event_time
from core.model.change import Change, Kind
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import Incident
from core.model.moments import from_text, to_text
from core.model.person import Person
from core.model.shift import (
    Acceptance,
    Condition,
    Handover,
    HandoverProof,
    Machine,
    NewShift,
    Offer,
    OpenItem,
    Shift,
)
from core.words import Words

GAP_LEAST = timedelta(minutes=5)
"""Less time without anybody on duty is only the walk to the desk."""

_LOOKED_AT = 60
"""Entries about shifts that are looked at to know the present one: a shift has a few."""

LISTED_LIMIT, ITEM_LIMIT = 4_000, 200
"""Characters of what is carried on that the entry of a shift repeats, in all and of one thing.

The things themselves stand in entries of their own, whose numbers are given. Everything else that
the entry says has limits too, so that it always fits.
"""

_CHANGED = Change(frozenset({Kind.DUTY}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What is asked of others: incidents, open items, the machine's state, whether a PIN is right.

    `meant` returns whom a typed name or number (`#12`) means, see `People.meant`. `check_pin`
    raises KnownError where a person has a PIN and it is another one; it says whether the person has
    one.
    """

    running: Callable[[], tuple[Incident, ...]]
    items: Callable[[], tuple[OpenItem, ...]]
    machine: Callable[[], Machine]
    meant: Callable[[str], Person]
    check_pin: Callable[[Person, str], bool]


class Shifts:
    """What the faces may ask of the shifts. Nothing is undone: another entry puts it right."""

    def __init__(
        self,
        book: Callable[[], DutyBook],
        words: Callable[[], Words],
        now: Callable[[], str],
        others: Others,
    ) -> None:
        """Take the ways to the book, the words, the time (UTC, ISO) and other rooms."""
        self._book = book
        self._words = words
        self._now = now
        self._others = others

    def recent(self) -> tuple[Shift, ...]:
        """Return the newest shifts, oldest first."""
        return shifts_told(self._book().under(TOPIC, _LOOKED_AT))

    def current(self) -> Shift | None:
        """Return the shift that runs, or None."""
        last = self.recent()[-1:]
        return last[0] if last and last[0].is_on else None

    def proof(self, giver: str, receiver: str, to: str) -> HandoverProof | None:
        """Return what shows the two persons of a hand-over of late; see `proof_of`."""
        return proof_of(self.recent(), giver, receiver, to)

    def machine(self) -> Machine:
        """Return the security state of this machine."""
        return self._others.machine()

    def start(self, new: NewShift) -> Change:
        """Go on duty. A time since the last shift in which nobody was is written down as a gap.

        KnownError: no name or that of several, a wrong PIN, an end that is none or past, or
        somebody is on duty.
        """
        person = self._others.meant(new.person)
        verified = self._others.check_pin(person, new.pin)
        until = self._until(new.until)

        def compose() -> Sequence[Draft]:
            shifts = self.recent()
            last = shifts[-1] if shifts else None
            if last is not None and last.is_on and not new.without_handover:
                raise KnownError("shift_running", Exit.USAGE, name=last.person)
            about = {
                ACT: "started",
                NUMBER: _number(person),
                "until": until,
                "verified": _flag(verified),
            }
            text = self._said(
                "started",
                name=person.name,
                text=self._told(new.condition),
            )
            start = self._draft(EntryKind.SHIFT_START, person.name, text, about, new.condition)
            return (*self._gap(last), start)

        self._book().write_together(compose)
        return _CHANGED

    def offer(self, offer: Offer) -> Change:
        """Prepare the hand-over: the shift stays with the one on duty until it is accepted.

        KnownError: nobody is on duty, no name or that of several, oneself, or a wrong PIN.
        """
        to = self._others.meant(offer.to)

        def compose() -> Sequence[Draft]:
            shift = self._running()
            giver = self._holder(shift)
            if (to.name, to.number) == (giver.name, giver.number):
                raise KnownError("handover_self", Exit.USAGE, name=to.name)
            verified = self._others.check_pin(giver, offer.pin)
            items = self._others.items()
            text = self._said(
                "offered",
                name=shift.person,
                to_name=to.name,
                count=len(items) + len(self._others.running()),
                text=self._told(offer.condition, offer.note, offer.instruction),
                open=self._listed(items),
            )
            about = {
                ACT: "offered",
                "to": to.name,
                TO_NUMBER: _number(to),
                "note": offer.note,
                "instruction": offer.instruction,
                "verified": _flag(verified),
                FOLLOWS: str(shift.seq),
            }
            return (self._draft(EntryKind.HANDOVER, shift.person, text, about, offer.condition),)

        self._book().write_together(compose)
        return _CHANGED

    def accept(self, accepted: Acceptance) -> Change:
        """Take over a shift that is offered, with reservations or without.

        KnownError: nothing is offered, it is offered to somebody else, a name of several, a wrong
        PIN, an end that is none, or a running incident that is not marked as read.
        """
        person = self._others.meant(accepted.person)
        verified = self._others.check_pin(person, accepted.pin)
        until = self._until(accepted.until)

        def compose() -> Sequence[Draft]:
            shift, offer = self._offered(person)
            unread = [each for each in self._others.running() if each.id not in accepted.read]
            if unread:
                codes = tuple(each.code for each in unread)
                raise KnownError("handover_blocked", Exit.BAD_INPUT, count=len(unread), names=codes)
            key = "reserved" if accepted.reservations.strip() else "accepted"
            text = self._said(
                key,
                name=person.name,
                from_name=shift.person,
                text=self._told(offer.condition),
                reason=accepted.reservations.strip(),
                open=self._listed(self._others.items()),
            )
            about = {
                ACT: "accepted",
                NUMBER: _number(person),
                "from": shift.person,
                "until": until,
                "reservations": accepted.reservations,
                "read": " ".join(accepted.read),
                "verified": _flag(verified),
                FOLLOWS: str(offer.seq),
            }
            kind = EntryKind.SHIFT_START
            return (self._draft(kind, person.name, text, about, offer.condition),)

        self._book().write_together(compose)
        return _CHANGED

    def refuse(self, person: str, reason: str, pin: str = "") -> Change:
        """Do not take over: the shift stays with the one on duty. KnownError without a reason."""
        who = self._others.meant(person)
        if not reason.strip():
            raise KnownError("reason_empty", Exit.USAGE)
        verified = self._others.check_pin(who, pin)

        def compose() -> Sequence[Draft]:
            shift, offer = self._offered(who)
            said = {"name": who.name, "from_name": shift.person, "text": reason.strip()}
            about = {
                ACT: "refused",
                "reservations": reason,
                "verified": _flag(verified),
                FOLLOWS: str(offer.seq),
            }
            text = self._said("refused", **said)
            return (self._draft(EntryKind.HANDOVER, who.name, text, about, None),)

        self._book().write_together(compose)
        return _CHANGED

    def end(self, pin: str = "") -> Change:
        """Go off duty although nobody takes over; until somebody starts, that is a gap."""

        def compose() -> Sequence[Draft]:
            shift = self._running()
            verified = self._others.check_pin(self._holder(shift), pin)
            about = {ACT: "ended", "verified": _flag(verified), FOLLOWS: str(shift.seq)}
            text = self._said("ended", name=shift.person, open=self._listed(self._others.items()))
            return (self._draft(EntryKind.HANDOVER, shift.person, text, about, None),)

        self._book().write_together(compose)
        return _CHANGED

    def _running(self) -> Shift:
        shift = self.current()
        if shift is None:
            raise KnownError("shift_none", Exit.USAGE)
        return shift

    def _holder(self, shift: Shift) -> Person:
        """Return who is on duty; KnownError where several of that name might be."""
        if shift.number:
            return Person(name=shift.person, number=shift.number)
        return self._others.meant(shift.person)

    def _offered(self, person: Person) -> tuple[Shift, Handover]:
        shift = self._running()
        if shift.offer is None:
            raise KnownError("handover_none", Exit.USAGE, name=shift.person)
        is_other = shift.offer.to_number not in (0, person.number)
        if shift.offer.to != person.name or is_other:
            raise KnownError("handover_other", Exit.USAGE, name=shift.offer.to)
        return shift, shift.offer

    def _gap(self, last: Shift | None) -> tuple[Draft, ...]:
        """Return the entry that says that nobody was on duty since the last shift, if so."""
        if last is None:
            return ()
        now = self._now()
        start = last.ended or self._abandoned(last)
        if from_text(now) - from_text(start) < GAP_LEAST:
            return ()
        said = {"from": start, "to": now, "name": last.person}
        return (
            Draft(
                kind=EntryKind.MISSING_SHIFT,
                author=self._book().account,
                text=self._words().say("shift.said.missing", said),
                event=from_text(start),
                about={ACT: "missing", "from": start, "to": now, TOPICS: TOPIC},
            ),
        )

    def _abandoned(self, last: Shift) -> str:
        """Return since when nobody is on duty after a shift that was never handed over.

        That is its planned end where it has one, else the last entry that its person wrote.
        """
        written = [last.started]
        for entry in self._book().page(None, 200):
            if entry.seq <= last.seq:
                break
            if entry.author == last.person:
                written.append(entry.written)
        newest = max(written)
        return max(last.until, newest) if last.until else newest

    def _draft(
        self,
        kind: EntryKind,
        person: str,
        text: str,
        about: Mapping[str, str],
        condition: Condition | None,
    ) -> Draft:
        machine = self._others.machine()
        whole = f"{text}\n{machine.text}" if condition is not None else text
        fields = {} if condition is None else _condition(condition)
        security = {} if condition is None else {"security": machine.text}
        told = {**about, **fields, **security, TOPICS: TOPIC}
        return Draft(
            kind=kind,
            author=person,
            text=clean_text("\n".join(line.rstrip() for line in whole.splitlines())),
            about=_present({n: clean_name(each, ABOUT_LIMIT) for n, each in told.items()}),
        )

    def _said(self, key: str, **said: str | int) -> str:
        return self._words().say(f"shift.said.{key}", said)

    def _told(self, condition: Condition, *more: str) -> str:
        """Return how things stand, and what else is to be said, each a sentence."""
        named = [
            self._words().say(f"shift.condition.{name}", text=getattr(condition, name).strip())
            for name in CONDITION
            if getattr(condition, name).strip()
        ]
        labels = ("note", "instruction")
        named += [
            self._words().say(f"shift.condition.{label}", text=text.strip())
            for label, text in zip(labels, more, strict=False)
            if text.strip()
        ]
        return " ".join(named)

    def _listed(self, items: Sequence[OpenItem]) -> str:
        """Return what is carried on as lines, running incidents first, as far as they fit."""
        words = self._words()
        lines = [
            words.say(
                "shift.said.incident",
                code=shortened(each.code, ITEM_LIMIT),
                title=shortened(
                    words.name(f"incident.kind.{each.playbook}.name", each.playbook), ITEM_LIMIT
                ),
            )
            for each in self._others.running()
        ]
        lines += [
            words.say("shift.said.item", seq=each.seq, text=shortened(each.text, ITEM_LIMIT))
            for each in items
        ]
        lengths = accumulate(len(each) for each in lines)
        shown = [line for line, end in zip(lines, lengths, strict=True) if end <= LISTED_LIMIT]
        if len(shown) < len(lines):
            shown.append(words.say("shift.said.more", count=len(lines) - len(shown)))
        return "\n".join(shown) or words.say("shift.said.nothing")

    def _until(self, typed: str) -> str:
        if not typed.strip():
            return ""
        until = self._moment(typed)
        if until <= self._now():
            raise KnownError("shift_past", Exit.USAGE, text=typed)
        return until

    def _moment(self, typed: str) -> str:
        return to_text(read_event_time(typed, from_text(self._now())))


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut off with an ellipsis where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _number(person: Person) -> str:
    return str(person.number) if person.number else ""


def _condition(condition: Condition) -> dict[str, str]:
    return {f"state_{name}": getattr(condition, name) for name in CONDITION}


def _flag(is_so: bool) -> str:
    return "1" if is_so else ""


def _present(about: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in about.items() if text}
