"""What entries say about other entries, and which keys they enrol; found without reading them."""

import sqlite3
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE entry_link (
        to_seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        from_seq INTEGER NOT NULL,
        PRIMARY KEY (to_seq, kind, from_seq)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX entry_superseded ON entry_link (to_seq) WHERE kind = 'supersedes'",
    """
    CREATE TABLE seal_key (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE
    ) STRICT
    """,
)


class Link(StrEnum):
    """How an entry refers to an earlier one."""

    SUPERSEDES = "supersedes"
    FOLLOWS = "follows"
    CLOSES = "closes"


def add_link(connection: sqlite3.Connection, seq: int, link: Link, to: int) -> None:
    """Note that an entry refers to another. What a book made by hand says twice counts once."""
    connection.execute(
        "INSERT OR IGNORE INTO entry_link (to_seq, kind, from_seq) VALUES (?, ?, ?)",
        (to, link, seq),
    )


def add_key(connection: sqlite3.Connection, seq: int, key: str) -> None:
    """Note that an entry enrols a key."""
    connection.execute("INSERT OR IGNORE INTO seal_key (seq, key) VALUES (?, ?)", (seq, key))


def links_to(database: Database, link: Link, seqs: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """Return for each of some numbers, given in any order, the entries that refer to it so."""
    if not seqs:
        return {}
    rows = database.read(
        "SELECT to_seq, from_seq FROM entry_link"
        " WHERE kind = ? AND to_seq BETWEEN ? AND ? ORDER BY to_seq, from_seq",
        (link, min(seqs), max(seqs)),
    )
    found: dict[int, tuple[int, ...]] = {}
    wanted = set(seqs)
    for to, seq in cast("list[tuple[int, int]]", rows):
        if to in wanted:
            found[to] = (*found.get(to, ()), seq)
    return found


def keys(database: Database) -> tuple[str, ...]:
    """Return the keys that entries enrol, oldest first."""
    rows = database.read("SELECT key FROM seal_key ORDER BY seq")
    return tuple(cast(str, key) for (key,) in rows)


def key_seqs(database: Database) -> tuple[int, ...]:
    """Return the numbers of the entries that enrol a key, in order."""
    rows = database.read("SELECT seq FROM seal_key ORDER BY seq")
    return tuple(cast(int, seq) for (seq,) in rows)
