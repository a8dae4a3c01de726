"""Waivers as stored: each has a number, ends by itself, and may be withdrawn before."""

from collections.abc import Mapping
from typing import cast

from core.model.run import Waiver
from core.store.database import Database

TABLES = (
    """
    CREATE TABLE waiver (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        check_id TEXT NOT NULL,
        who TEXT NOT NULL,
        why TEXT NOT NULL,
        until TEXT NOT NULL CHECK (length(until) = 10),
        withdrawn TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
)

_WAIVER = "SELECT number, check_id, who, why, until FROM waiver "


class Waivers:
    """The waivers in one database, by number."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(self, waiver: Waiver) -> int:
        """Store a waiver and return its number; `until` is an ISO day."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO waiver (check_id, who, why, until) VALUES (?, ?, ?, ?)",
                (waiver.check, waiver.who, waiver.why, waiver.until),
            )
            return cast(int, cursor.lastrowid)

    def withdraw(self, number: int, at: str) -> None:
        """End a waiver now (ISO moment); this also undoes adding it. KeyError if unknown."""
        self._mark(number, at)

    def reinstate(self, number: int) -> None:
        """Undo withdrawing a waiver. KeyError if unknown."""
        self._mark(number, "")

    def active(self, day: str) -> Mapping[int, Waiver]:
        """Return the waivers that hold on an ISO day: not withdrawn and not past their end."""
        return self._select("WHERE withdrawn = '' AND until >= ? ORDER BY number", day)

    def all(self) -> Mapping[int, Waiver]:
        """Return every waiver, also those that ended or were withdrawn."""
        return self._select("ORDER BY number")

    def _mark(self, number: int, withdrawn: str) -> None:
        with self._database.write() as connection:
            cursor = connection.execute(
                "UPDATE waiver SET withdrawn = ? WHERE number = ?", (withdrawn, number)
            )
            if cursor.rowcount != 1:
                raise KeyError(number)

    def _select(self, which: str, *values: str) -> Mapping[int, Waiver]:
        rows = self._database.read(_WAIVER + which, values)
        return {
            number: Waiver(check=check, who=who, why=why, until=until)
            for number, check, who, why, until in cast("list[tuple[int, str, str, str, str]]", rows)
        }
