"""Persons as stored: each keeps its number; those who left stay for what names them."""

from typing import cast

from core.model.person import Person
from core.store.database import Database

TABLES = (
    """
    CREATE TABLE person (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL CHECK (name <> ''),
        post TEXT NOT NULL,
        room TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT
    """,
)

_INSERT = "INSERT INTO person (name, post, room, phone, email, removed) VALUES (?, ?, ?, ?, ?, ?)"


class People:
    """The persons in one database, by number."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(self, persons: tuple[Person, ...]) -> tuple[int, ...]:
        """Store new persons, all or none, and return their numbers."""
        with self._database.write() as connection:
            cursors = [connection.execute(_INSERT, _cells(each)) for each in persons]
            return tuple(cast(int, each.lastrowid) for each in cursors)

    def change(self, person: Person) -> None:
        """Store a person anew under the same number. KeyError if unknown."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "UPDATE person SET name = ?, post = ?, room = ?, phone = ?, email = ?, removed = ?"
                " WHERE number = ?",
                (*_cells(person), person.number),
            )
            if cursor.rowcount != 1:
                raise KeyError(person.number)

    def remove(self, numbers: tuple[int, ...], *, removed: bool = True) -> None:
        """Mark persons as gone, or as there again. KeyError if one is unknown."""
        with self._database.write() as connection:
            for number in numbers:
                cursor = connection.execute(
                    "UPDATE person SET removed = ? WHERE number = ?", (int(removed), number)
                )
                if cursor.rowcount != 1:
                    raise KeyError(number)

    def all(self) -> tuple[Person, ...]:
        """Return every person, also those who left, by number."""
        rows = self._database.read(
            "SELECT number, name, post, room, phone, email, removed FROM person ORDER BY number"
        )
        return tuple(
            Person(
                number=number,
                name=name,
                post=post,
                room=room,
                phone=phone,
                email=email,
                removed=bool(removed),
            )
            for number, name, post, room, phone, email, removed in cast(
                "list[tuple[int, str, str, str, str, str, int]]", rows
            )
        )


def _cells(person: Person) -> tuple[str, str, str, str, str, int]:
    return (
        person.name,
        person.post,
        person.room,
        person.phone,
        person.email,
        int(person.removed),
    )
