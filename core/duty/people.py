"""The port to the persons of the office."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.duty.people_lists import people_of
from core.duty.typed import clean_name
from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.person import FoundPerson, Person, name_order
from core.store.store import Store
from core.words import fold, visible

_CHANGED = frozenset({Kind.PEOPLE})


class People:
    """What the faces may ask of the persons. Everything can be undone; nobody is ever deleted."""

    def __init__(self, store: Callable[[], Store]) -> None:
        """Take the way to the store, which is opened at first use."""
        self._store = store

    def all(self, *, also_removed: bool = False) -> tuple[Person, ...]:
        """Return the persons as Vietnamese lists have them: by given name."""
        persons = (each for each in self._store().people.all() if also_removed or not each.removed)
        return tuple(sorted(persons, key=lambda each: (name_order(each.name), each.number)))

    def person(self, number: int) -> Person | None:
        """Return a person, also one who has left; None without such a number."""
        return next((each for each in self._store().people.all() if each.number == number), None)

    def named(self, typed: str) -> Person:
        """Return the one person of a name, with or without marks; KnownError for none or several.

        A number that lists show (`#12`) names a person too.
        """
        persons, wanted = self.all(), " ".join(fold(typed).split())
        same = [each for each in persons if f"#{each.number}" == wanted]
        same = same or [each for each in persons if each.name == " ".join(typed.split())]
        same = same or [each for each in persons if " ".join(fold(each.name).split()) == wanted]
        if not same:
            raise KnownError("person_unknown", Exit.USAGE, name=typed)
        if len(same) > 1:
            told = ", ".join(_told_apart(each) for each in same)
            raise KnownError("person_several", Exit.USAGE, name=typed, text=told)
        return same[0]

    def meant(self, typed: str) -> Person:
        """Return whom a typed name or number means; KnownError for no name, or that of several.

        Somebody who is not in the list is a person without number.
        """
        name = clean_name(typed)
        if not name:
            raise KnownError("person_nameless", Exit.USAGE)
        try:
            return self.named(name)
        except KnownError as error:
            if error.key != "person_unknown" or name.startswith("#"):
                raise
            return Person(name=name)

    def in_file(self, path: Path) -> tuple[FoundPerson, ...]:
        """Return whom an Excel or CSV file names; KnownError for one that is not taken."""
        from core.duty.people_sheets import rows_of_file

        return people_of(rows_of_file(path), self.all())

    def in_text(self, text: str) -> tuple[FoundPerson, ...]:
        """Return whom a copied text names; KnownError for nobody."""
        from core.duty.people_sheets import rows_of_text

        return people_of(rows_of_text(text), self.all())

    def take(self, found: tuple[FoundPerson, ...]) -> Change:
        """Store those of a list who are not known yet."""
        new = tuple(each.person for each in found if not each.is_known)
        return self.add(*new) if new else Change(frozenset())

    def add(self, *persons: Person) -> Change:
        """Store new persons; KnownError where one has no name."""
        numbers = self._store().people.add(tuple(_clean(each) for each in persons))
        return Change(_CHANGED, Undo("roster.undo.added", lambda: self._remove(numbers)))

    def change(self, person: Person) -> Change:
        """Store a person anew; KnownError where the name is missing or nobody has the number."""
        before = self._known(person.number)
        self._store().people.change(_clean(person))
        return Change(_CHANGED, Undo("roster.undo.changed", lambda: self.change(before)))

    def remove(self, number: int) -> Change:
        """Take a person out of the lists; rosters and shifts that name the person stay."""
        self._known(number)
        return self._remove((number,))

    def _remove(self, numbers: tuple[int, ...]) -> Change:
        self._store().people.remove(numbers)
        return Change(_CHANGED, Undo("roster.undo.removed", lambda: self._bring_back(numbers)))

    def _bring_back(self, numbers: tuple[int, ...]) -> Change:
        self._store().people.remove(numbers, removed=False)
        return Change(_CHANGED, Undo("roster.undo.added", lambda: self._remove(numbers)))

    def _known(self, number: int) -> Person:
        found = self.person(number)
        if found is None:
            raise KnownError("person_unknown", Exit.USAGE, name=f"#{number}")
        return found


def _told_apart(person: Person) -> str:
    """Return the number of a person, with what tells namesakes apart where something is known."""
    known = next((each for each in (person.post, person.room, person.phone) if each), "")
    return f"#{person.number} ({known})" if known else f"#{person.number}"


def _clean(person: Person) -> Person:
    """Return a person as stored: single lines, and marks that hide or turn text written out."""

    def line(typed: str) -> str:
        return visible(clean_name(typed))

    cleaned = replace(
        person,
        name=line(person.name),
        post=line(person.post),
        room=line(person.room),
        phone=line(person.phone),
        email=line(person.email),
    )
    if not cleaned.name:
        raise KnownError("person_nameless", Exit.USAGE)
    return cleaned
