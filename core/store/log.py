"""The rows of the duty log. They are added at the end and never changed.

Triggers stop mistakes; against people with access to the file they are no protection, the hash
chain is.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE entry (
        seq INTEGER PRIMARY KEY,
        canon BLOB NOT NULL,
        prev BLOB NOT NULL CHECK (length(prev) = 32),
        leaf BLOB NOT NULL CHECK (length(leaf) = 32)
    ) STRICT
    """,
    """
    CREATE TABLE tnode (
        level INTEGER NOT NULL,
        idx INTEGER NOT NULL,
        h BLOB NOT NULL CHECK (length(h) = 32),
        PRIMARY KEY (level, idx)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE checkpoint (
        size INTEGER PRIMARY KEY,
        note TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM entry)
        OR NEW.prev IS NOT
            ifnull((SELECT leaf FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
    BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END
    """,
    """
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END
    """,
    """
    CREATE TRIGGER entry_remains BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END
    """,
    """
    CREATE TRIGGER tnode_stays BEFORE UPDATE ON tnode
    BEGIN SELECT RAISE(ABORT, 'tree nodes are never changed'); END
    """,
    """
    CREATE TRIGGER tnode_remains BEFORE DELETE ON tnode
    BEGIN SELECT RAISE(ABORT, 'tree nodes are never deleted'); END
    """,
    """
    CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END
    """,
    """
    CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END
    """,
)

_ROW = "SELECT seq, canon, prev, leaf FROM entry "

_BATCH = 1000


class LogRow(NamedTuple):
    """One stored entry: its number, its canonical bytes, the leaf before it, its own leaf."""

    seq: int
    canon: bytes
    prev: bytes
    leaf: bytes


class LogTail(NamedTuple):
    """The ends of the book between which new entries are made; both None in an empty book."""

    first: LogRow | None
    last: LogRow | None


class LogRows:
    """The rows of the log in one database."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def append(self, make: Callable[[LogTail], Sequence[LogRow]]) -> Sequence[LogRow]:
        """Store the rows that `make` returns for the present end of the book; return them.

        All are stored or none. `make` is called inside the write transaction, so that nothing
        comes in between.
        """
        with self._database.write() as connection:
            tail = LogTail(
                _one(connection, "ORDER BY seq LIMIT 1"),
                _one(connection, "ORDER BY seq DESC LIMIT 1"),
            )
            rows = make(tail)
            connection.executemany(
                "INSERT INTO entry (seq, canon, prev, leaf) VALUES (?, ?, ?, ?)", rows
            )
        return rows

    def count(self) -> int:
        """Return how many rows there are: the number of the newest, as none is ever left out.

        Counting them would read the whole table.
        """
        ((number,),) = self._database.read("SELECT ifnull(max(seq), 0) FROM entry")
        return cast(int, number)

    def row(self, seq: int) -> LogRow | None:
        """Return one row, or None."""
        return next(iter(self._select("WHERE seq = ?", seq)), None)

    def last(self) -> LogRow | None:
        """Return the newest row, or None in an empty book."""
        return next(iter(self._select("ORDER BY seq DESC LIMIT 1")), None)

    def page(self, before: int | None, limit: int) -> list[LogRow]:
        """Return the newest rows, at most `limit`, below a number if one is given."""
        if before is None:
            return self._select("ORDER BY seq DESC LIMIT ?", limit)
        return self._select("WHERE seq < ? ORDER BY seq DESC LIMIT ?", before, limit)

    def in_order(self) -> Iterator[LogRow]:
        """Stream every row from the first on, leaving turns for others in between."""
        after = -(2**63)
        while rows := self._select("WHERE seq > ? ORDER BY seq LIMIT ?", after, _BATCH):
            yield from rows
            after = rows[-1].seq

    def is_guarded(self) -> bool:
        """Say whether the triggers that stop mistakes are all there, unchanged, and no others."""
        found = self._database.read(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"
            " AND tbl_name IN ('entry', 'tnode', 'checkpoint')"
        )
        wanted = {each.strip() for each in TABLES if "CREATE TRIGGER" in each}
        return {cast(str, text).strip() for (text,) in found} == wanted

    def _select(self, which: str, *values: int) -> list[LogRow]:
        rows = self._database.read(_ROW + which, values)
        return [LogRow(*cast("tuple[int, bytes, bytes, bytes]", row)) for row in rows]


def _one(connection: sqlite3.Connection, which: str) -> LogRow | None:
    row = connection.execute(_ROW + which).fetchone()
    return None if row is None else LogRow(*row)
