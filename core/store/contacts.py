"""Contacts as stored: each keeps its number; those taken off the list stay."""

from typing import cast

from core.model.contact import CallOutcome, Contact, ContactRole
from core.store.database import Cell, Database

TABLES = (
    """
    CREATE TABLE contact (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        role TEXT NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        office TEXT NOT NULL,
        post TEXT NOT NULL,
        duty_phone TEXT NOT NULL,
        own_phone TEXT NOT NULL,
        email TEXT NOT NULL,
        source TEXT NOT NULL,
        source_day TEXT NOT NULL,
        note TEXT NOT NULL,
        verified TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        outcome TEXT NOT NULL,
        called TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT
    """,
)

PROOFS = ("ALTER TABLE contact ADD COLUMN verified_in INTEGER NOT NULL DEFAULT 0",)
"""The entry of the duty book that tells of the call which verified a number."""

_INSERT = (
    "INSERT INTO contact (role, name, office, post, duty_phone, own_phone, email, source,"
    " source_day, note, verified, verified_by, verified_in, outcome, called, removed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE contact SET role = ?, name = ?, office = ?, post = ?, duty_phone = ?, own_phone = ?,"
    " email = ?, source = ?, source_day = ?, note = ?, verified = ?, verified_by = ?,"
    " verified_in = ?, outcome = ?, called = ?, removed = ? WHERE number = ?"
)
_SELECT = (
    "SELECT number, role, name, office, post, duty_phone, own_phone, email, source, source_day,"
    " note, verified, verified_by, outcome, called, verified_in, removed FROM contact"
    " ORDER BY number"
)


class Contacts:
    """The contacts in one database, by number."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(self, contact: Contact) -> int:
        """Store a new contact and return its number."""
        with self._database.write() as connection:
            return cast(int, connection.execute(_INSERT, _cells(contact)).lastrowid)

    def change(self, contact: Contact) -> None:
        """Store a contact anew under its number. KeyError if unknown."""
        with self._database.write() as connection:
            cursor = connection.execute(_UPDATE, (*_cells(contact), contact.number))
            if cursor.rowcount != 1:
                raise KeyError(contact.number)

    def all(self) -> tuple[Contact, ...]:
        """Return every contact, also those taken off the list, by number."""
        return tuple(_contact(row) for row in self._database.read(_SELECT))


def _cells(contact: Contact) -> tuple[Cell, ...]:
    return (
        contact.role,
        contact.name,
        contact.office,
        contact.post,
        contact.duty_phone,
        contact.own_phone,
        contact.email,
        contact.source,
        contact.source_day,
        contact.note,
        contact.verified,
        contact.verified_by,
        contact.verified_in,
        contact.outcome or "",
        contact.called,
        int(contact.removed),
    )


def _contact(row: tuple[Cell, ...]) -> Contact:
    number, verified_in, removed = (cast(int, row[each]) for each in (0, -2, -1))
    role, name, office, post, duty, own, email, source, source_day, note, *rest = cast(
        "tuple[str, ...]", row[1:-2]
    )
    verified, by, outcome, called = rest
    return Contact(
        number=number,
        role=ContactRole(role),
        name=name,
        office=office,
        post=post,
        duty_phone=duty,
        own_phone=own,
        email=email,
        source=source,
        source_day=source_day,
        note=note,
        verified=verified,
        verified_by=by,
        verified_in=verified_in,
        outcome=CallOutcome(outcome) if outcome else None,
        called=called,
        removed=bool(removed),
    )
