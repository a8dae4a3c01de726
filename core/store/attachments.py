"""Attachments: files that belong to entries, kept by their digest outside the entries.

So one can be erased where the law asks for it, and the book still holds together.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE attachment (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        content BLOB NOT NULL
    ) STRICT
    """,
)


def add_files(connection: sqlite3.Connection, files: Mapping[str, bytes]) -> None:
    """Keep files by their digest; one that is there already is kept once."""
    connection.executemany(
        "INSERT OR IGNORE INTO attachment (sha256, content) VALUES (?, ?)", files.items()
    )


def erase_file(connection: sqlite3.Connection, sha256: str) -> None:
    """Remove a file so that its bytes are overwritten in the database, not only let go."""
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("DELETE FROM attachment WHERE sha256 = ?", (sha256,))
    connection.execute("PRAGMA secure_delete=FAST")


def content_of(database: Database, sha256: str) -> bytes | None:
    """Return a file, or None when it is not there."""
    rows = database.read("SELECT content FROM attachment WHERE sha256 = ?", (sha256,))
    return cast(bytes, rows[0][0]) if rows else None


def sound_files(database: Database) -> Iterator[str]:
    """Read every file and yield the digests under which their right content stands."""
    names = [str(name) for (name,) in database.read("SELECT sha256 FROM attachment")]
    for name in names:
        content = content_of(database, name)
        if content is not None and hashlib.sha256(content).hexdigest() == name:
            yield name
