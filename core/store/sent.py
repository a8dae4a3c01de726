"""What was sent, as stored: a row for each folder that went out."""

import json
from collections.abc import Sequence
from typing import cast

from core.model.paper import Sent
from core.store.database import Database

TABLES = (
    """
    CREATE TABLE sent (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        level TEXT NOT NULL,
        folder TEXT NOT NULL,
        addressees TEXT NOT NULL,
        files TEXT NOT NULL,
        document_number TEXT NOT NULL,
        channel TEXT NOT NULL,
        sender TEXT NOT NULL,
        receiver TEXT NOT NULL,
        received TEXT NOT NULL
    ) STRICT
    """,
)

_COLUMNS = (
    "at", "kind", "title", "level", "folder", "addressees", "files",
    "document_number", "channel", "sender", "receiver", "received",
)  # fmt: skip
_LATER = ("document_number", "channel", "sender", "receiver", "received")
"""What is only known once the document has gone; the rest of a row never changes."""


class SentRegister:
    """The register in one database, by number."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(self, row: Sent) -> int:
        """Store a row and return its number."""
        marks = ", ".join("?" * len(_COLUMNS))
        names = ", ".join(_COLUMNS)
        with self._database.write() as connection:
            cursor = connection.execute(
                f"INSERT INTO sent ({names}) VALUES ({marks})",  # noqa: S608 - names of our own
                [_stored(getattr(row, name)) for name in _COLUMNS],
            )
            return cast(int, cursor.lastrowid)

    def mark(self, row: Sent) -> None:
        """Write what became known later into the row of that number. KeyError if unknown."""
        changes = ", ".join(f"{name} = ?" for name in _LATER)
        with self._database.write() as connection:
            cursor = connection.execute(
                f"UPDATE sent SET {changes} WHERE number = ?",  # noqa: S608 - names of our own
                [*(getattr(row, name) for name in _LATER), row.number],
            )
            if cursor.rowcount != 1:
                raise KeyError(row.number)

    def row(self, number: int) -> Sent | None:
        """Return the row of a number, None if unknown."""
        names = ", ".join(_COLUMNS)
        rows = self._database.read(
            f"SELECT number, {names} FROM sent WHERE number = ?",  # noqa: S608 - names of our own
            (number,),
        )
        return next((_row(each) for each in rows), None)

    def newest(self, limit: int) -> tuple[Sent, ...]:
        """Return the newest rows, newest first."""
        names = ", ".join(_COLUMNS)
        rows = self._database.read(
            f"SELECT number, {names} FROM sent ORDER BY number DESC LIMIT ?",  # noqa: S608 - names of our own
            (limit,),
        )
        return tuple(_row(each) for each in rows)


def _stored(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _row(values: Sequence[object]) -> Sent:
    number, *rest = values
    held = dict(zip(_COLUMNS, cast("list[str]", rest), strict=True))
    addressees, files = json.loads(held.pop("addressees")), json.loads(held.pop("files"))
    return Sent(
        number=cast(int, number),
        addressees=tuple(addressees),
        files=tuple((name, digest) for name, digest in files),
        **held,
    )
