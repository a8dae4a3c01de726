"""Personal PINs: optional, and only that whoever goes on duty is the person named.

A PIN keeps a colleague from signing for another by mistake or for convenience. It does not keep out
somebody who can copy the database and try every number: it is short. The book says which shifts
were taken with one.
"""

import hashlib
import hmac
import os
import time
import unicodedata
from collections.abc import Callable

from core.duty.people import People
from core.model.change import Change, Kind
from core.model.duty import Entry
from core.model.errors import Exit, KnownError
from core.model.new_entry import NewEntry
from core.model.person import Person
from core.store.store import Store
from core.words import Words

LEAST, MOST = 4, 32
"""Characters of a PIN."""

COST = 2**15
"""scrypt's N: 32 MB and about a tenth of a second for each try."""

TRIES = 5
PAUSE = 60.0
"""Seconds in which nothing is tried after so many wrong PINs in a row."""

_BLOCK, _PARALLEL, _LENGTH = 8, 1, 32
_MEMORY = 128 * _BLOCK * COST * 2


class Pins:
    """What the faces may ask of the PINs. No PIN is written anywhere."""

    def __init__(
        self,
        store: Callable[[], Store],
        people: People,
        words: Callable[[], Words],
        write: Callable[[NewEntry], Entry],
        *,
        cost: int = COST,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the ways to the store, persons, words and duty book; `steady` counts seconds."""
        self._words = words
        self._write = write
        self._store = store
        self._people = people
        self._cost = cost
        self._steady = steady
        self._wrong: dict[int, tuple[int, float]] = {}

    def has(self, name: str) -> bool:
        """Say whether a person of the list has a PIN; one who is not in the list has none."""
        try:
            person = self._people.named(name)
        except KnownError as error:
            if error.key == "person_unknown":
                return False
            raise
        return self._store().pins.of(person.number) is not None

    def check(self, person: Person, pin: str) -> bool:
        """Say whether a person has a PIN; KnownError where it is missing or another one.

        After TRIES wrong ones in a row nothing is tried for a minute (`person_pin_pause`).
        """
        number, name = person.number, person.name
        kept = self._store().pins.of(number) if number else None
        if kept is None:
            return False
        if not pin:
            raise KnownError("person_pin_needed", Exit.NO_RIGHT, name=name)
        count, since = self._wrong.get(number, (0, 0.0))
        if count >= TRIES and self._steady() - since < PAUSE:
            raise KnownError("person_pin_pause", Exit.NO_RIGHT, seconds=int(PAUSE))
        salt, cost, hashed = kept
        if not hmac.compare_digest(_stretched(pin, salt, cost), hashed):
            self._wrong[number] = (count % TRIES + 1, self._steady())
            raise KnownError("person_pin_wrong", Exit.NO_RIGHT, name=name)
        self._wrong.pop(number, None)
        return True

    def set(self, name: str, pin: str, old: str = "") -> Change:
        """Give a person a PIN, or another one for the old; KnownError for a wrong or short one."""
        person = self._people.named(name)
        self.check(person, old)
        if not LEAST <= len(pin.strip()) <= MOST:
            raise KnownError("person_pin_short", Exit.USAGE, limit=LEAST)
        salt = os.urandom(16)
        hashed = _stretched(pin, salt, self._cost)
        self._store().pins.keep(person.number, salt, self._cost, hashed)
        return Change(frozenset({Kind.PEOPLE}))

    def drop(self, name: str, old: str) -> Change:
        """Take a person's PIN away; KnownError for a wrong one."""
        person = self._people.named(name)
        self.check(person, old)
        self._store().pins.forget(person.number)
        return Change(frozenset({Kind.PEOPLE}))

    def forget(self, name: str, reason: str) -> Change:
        """Take away a PIN that its person no longer knows; the duty book says who did it and why.

        KnownError without a reason.
        """
        if not reason.strip():
            raise KnownError("reason_empty", Exit.USAGE)
        person = self._people.named(name)
        text = self._words().say("shift.said.pin_forgotten", name=person.name, text=reason.strip())
        self._write(NewEntry(text=text))
        self._store().pins.forget(person.number)
        return Change(frozenset({Kind.PEOPLE, Kind.DUTY}))


def _stretched(pin: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        unicodedata.normalize("NFC", pin.strip()).encode("utf-8", "surrogatepass"),
        salt=salt,
        n=cost,
        r=_BLOCK,
        p=_PARALLEL,
        maxmem=_MEMORY,
        dklen=_LENGTH,
    )
