"""The port to the contacts: kept, verified by calling, never deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core.duty.typed import clean_name
from core.model.change import Change, Kind, Undo
from core.model.contact import CallOutcome, Contact, ContactRole
from core.model.duty import Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.incident import CallResult, CallTarget, NewCall, Trust
from core.model.moments import day_of, typed_day
from core.model.new_entry import NewEntry
from core.model.phone import digits_of, grouped, may_be_called
from core.store.store import Store
from core.words import Words, fold, visible

_CHANGED = frozenset({Kind.CONTACTS})
_ROLES = tuple(ContactRole)
_OUTCOMES = {
    CallResult.REACHED: CallOutcome.RIGHT,
    CallResult.NO_ANSWER: CallOutcome.NO_ANSWER,
    CallResult.WRONG_NUMBER: CallOutcome.WRONG,
}
"""What a call about an incident shows about the number."""


class Contacts:
    """What the faces may ask of the contacts. Everything but a call can be undone."""

    def __init__(
        self,
        store: Callable[[], Store],
        words: Callable[[], Words],
        write: Callable[[NewEntry], Entry],
        now: Callable[[], str],
    ) -> None:
        """Take the ways to the store, the words, the duty book and the present (UTC, ISO)."""
        self._store = store
        self._words = words
        self._write = write
        self._now = now

    def all(self, *, also_removed: bool = False) -> tuple[Contact, ...]:
        """Return the contacts in the order of a call: by what they are for, then as entered."""
        kept = (each for each in self._store().contacts.all() if also_removed or not each.removed)
        return tuple(sorted(kept, key=lambda each: (_ROLES.index(each.role), each.number)))

    def contact(self, number: int) -> Contact | None:
        """Return a contact, also one taken off the list; None without such a number."""
        found = (each for each in self._store().contacts.all() if each.number == number)
        return next(found, None)

    def trust(self, contact: Contact) -> Trust:
        """Return how far a number can be trusted today."""
        return contact.trust(self._today())

    def to_call(self) -> tuple[Contact, ...]:
        """Return whom a pass over all contacts still has to call: those not verified of late."""
        return tuple(each for each in self.all() if self.trust(each) is not Trust.VERIFIED)

    def to_call_today(self) -> tuple[Contact, ...]:
        """Return those of them who were not called today, whatever came of it."""
        today = self._today().isoformat()
        return tuple(each for each in self.to_call() if each.called != today)

    def targets(self) -> tuple[CallTarget, ...]:
        """Return whom to call about an incident, in order; old numbers too, as what they are."""
        return tuple(
            CallTarget(
                role=self._words().say(f"contacts.role.{each.role}"),
                name=", ".join(filter(None, (each.name, each.office))),
                phone=grouped(each.phone),
                trust=self.trust(each),
                since=each.since,
            )
            for each in self.all()
            if each.phone
        )

    def add(self, contact: Contact) -> Change:
        """Store a new contact, its day as typed; KnownError for a wrong name, number or day."""
        cleaned = _clean(contact)
        _judge_phones(cleaned)
        number = self._store().contacts.add(replace(cleaned, number=0))
        return Change(_CHANGED, Undo("contacts.undo.added", lambda: self._mark(number, True)))

    def change(self, contact: Contact) -> Change:
        """Store a contact anew; with another number it has to be verified anew.

        KnownError as `add`; a number that stands there already is left as it is.
        """
        before = self._known(contact.number)
        now = _clean(contact)
        _judge_phones(now, before)
        if (now.duty_phone, now.own_phone) != (before.duty_phone, before.own_phone):
            now = replace(now, verified="", verified_by="", verified_in=0, outcome=None, called="")
        self._store().contacts.change(now)
        return Change(_CHANGED, Undo("contacts.undo.changed", lambda: self._put_back(before)))

    def remove(self, number: int) -> Change:
        """Take a contact off the list; entries that name it stay."""
        self._known(number)
        return self._mark(number, True)

    def record_call(self, number: int, outcome: CallOutcome, by: str, note: str = "") -> Change:
        """Note what came of calling a number, there and in the duty book.

        KnownError where nobody is said to have called. A number that was right is verified from
        this day on.
        """
        contact, caller, noted = self._known(number), clean_name(by), clean_name(note)
        if not caller:
            raise KnownError("contact_no_caller", Exit.USAGE)
        entry = self._write(self._entry(contact, outcome, caller, noted))
        self._store().contacts.change(self._called(contact, outcome, caller, entry))
        return Change(_CHANGED | {Kind.DUTY})

    def note_call(self, call: NewCall, entry: Entry) -> Change:
        """Note what came of a call that an entry tells of, where its number is that of a contact.

        Of several with one number it is the one whose name was called; of none nothing is noted.
        It can be undone: then the contact is as before, and the entry stays.
        """
        found = self._of_number(call)
        if found is None:
            return Change(frozenset())
        outcome = _OUTCOMES[call.outcome]
        self._store().contacts.change(self._called(found, outcome, entry.author, entry))
        return Change(_CHANGED, Undo("contacts.undo.called", lambda: self._put_back(found)))

    def _of_number(self, call: NewCall) -> Contact | None:
        digits = digits_of(call.phone)
        same = [each for each in self.all() if digits and digits_of(each.phone) == digits]
        if len(same) > 1:
            same = [each for each in same if fold(each.name) in fold(call.name)]
        return same[0] if len(same) == 1 else None

    def _called(self, contact: Contact, outcome: CallOutcome, by: str, entry: Entry) -> Contact:
        today = self._today().isoformat()
        called = replace(contact, outcome=outcome, called=today)
        if outcome is not CallOutcome.RIGHT:
            return called
        return replace(called, verified=today, verified_by=by, verified_in=entry.seq)

    def _entry(self, contact: Contact, outcome: CallOutcome, by: str, note: str) -> NewEntry:
        words = self._words()
        text = words.say(
            f"contacts.entry.{outcome}",
            text=", ".join(filter(None, (contact.name, contact.post, contact.office))),
            phone=grouped(contact.phone),
            name=by,
        )
        return NewEntry(text=f"{text} {note}".strip(), kind=EntryKind.CONTACT_CHECK, author=by)

    def _put_back(self, before: Contact) -> Change:
        now = self._known(before.number)
        self._store().contacts.change(before)
        return Change(_CHANGED, Undo("contacts.undo.changed", lambda: self._put_back(now)))

    def _mark(self, number: int, removed: bool) -> Change:
        self._store().contacts.change(replace(self._known(number), removed=removed))
        key = "contacts.undo.removed" if removed else "contacts.undo.added"
        return Change(_CHANGED, Undo(key, lambda: self._mark(number, not removed)))

    def _known(self, number: int) -> Contact:
        found = self.contact(number)
        if found is None:
            raise KnownError("contact_unknown", Exit.USAGE, seq=number)
        return found

    def _today(self) -> date:
        return day_of(self._now())


def _clean(contact: Contact) -> Contact:
    """Return a contact as stored; KnownError for a mistake."""

    def line(typed: str) -> str:
        return visible(clean_name(typed))

    cleaned = replace(
        contact,
        name=line(contact.name),
        office=line(contact.office),
        post=line(contact.post),
        duty_phone=line(contact.duty_phone),
        own_phone=line(contact.own_phone),
        email=line(contact.email),
        source=line(contact.source),
        note=line(contact.note),
    )
    if not cleaned.name or not cleaned.phone:
        raise KnownError("contact_incomplete", Exit.USAGE)
    if cleaned.source_day:
        try:
            day = typed_day(cleaned.source_day)
        except ValueError as error:
            raise KnownError("day_typed", Exit.USAGE, text=cleaned.source_day) from error
        cleaned = replace(cleaned, source_day=day.isoformat())
    return cleaned


def _judge_phones(contact: Contact, before: Contact | None = None) -> None:
    """Raise KnownError for a new number that nobody can call."""
    known = (before.duty_phone, before.own_phone) if before else ()
    for phone in (contact.duty_phone, contact.own_phone):
        if phone and phone not in known and not may_be_called(phone):
            raise KnownError("contact_phone", Exit.USAGE, text=phone)
