"""Topics: names under which entries of the log are found again, made from the entries."""

import sqlite3
from collections.abc import Sequence
from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE entry_topic (
        topic TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (topic, seq)
    ) STRICT, WITHOUT ROWID
    """,
)

_ALL = 2**62


def add_topics(connection: sqlite3.Connection, seq: int, topics: Sequence[str]) -> None:
    """Note the topics of an entry. What a book made by hand says twice counts once."""
    connection.executemany(
        "INSERT OR IGNORE INTO entry_topic (topic, seq) VALUES (?, ?)",
        [(each, seq) for each in topics],
    )


def under(database: Database, topic: str, newest: int | None) -> tuple[int, ...]:
    """Return the numbers of the entries under a topic, oldest first; `newest` only so many."""
    rows = database.read(
        "SELECT seq FROM entry_topic WHERE topic = ? ORDER BY seq DESC LIMIT ?",
        (topic, -1 if newest is None else newest),
    )
    return tuple(cast(int, seq) for (seq,) in reversed(rows))


def unclosed(database: Database, topic: str, until: int | None) -> tuple[int, ...]:
    """Return the numbers of the entries under a topic that no later entry closes, oldest first.

    With `until` as they stood when that entry was written.
    """
    last = _ALL if until is None else until
    rows = database.read(
        "SELECT seq FROM entry_topic WHERE topic = ? AND seq <= ? AND NOT EXISTS ("
        " SELECT 1 FROM entry_link"
        " WHERE to_seq = entry_topic.seq AND kind = 'closes' AND from_seq <= ?"
        ") ORDER BY seq",
        (topic, last, last),
    )
    return tuple(cast(int, seq) for (seq,) in rows)
