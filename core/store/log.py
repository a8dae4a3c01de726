"""The rows of the duty log, the tree over them and its checkpoints: added, never changed.

Triggers stop mistakes; against people with access to the file they are no protection, the hashes
and seals are.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from core.store import links
from core.store.database import Database
from core.store.links import Link

if TYPE_CHECKING:
    from core.store.search import Term

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


class Mentions(NamedTuple):
    """What an entry is found by: folded words, entries that it refers to, a key, topics."""

    words: str = ""
    supersedes: int | None = None
    follows: int | None = None
    closes: int | None = None
    key: str = ""
    topics: tuple[str, ...] = ()


class Head(NamedTuple):
    """The tree after writing: its size and root, the newest checkpoint and its size (or 0).

    `root_then` is the root that the tree has now over that many entries; None where it has fewer.
    """

    size: int
    root: bytes
    sealed: int
    note: str
    root_then: bytes | None


def mentions_nothing(row: LogRow) -> Mentions:
    """Take an entry as one that nothing finds."""
    return Mentions()


NO_FILES: Mapping[str, bytes] = MappingProxyType({})


class LogRows:
    """The rows of the log in one database."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def append(
        self,
        make: Callable[[LogTail], Sequence[LogRow]],
        *,
        mentions: Callable[[LogRow], Mentions] = mentions_nothing,
        seal: Callable[[Head], str | None] | None = None,
        files: Mapping[str, bytes] = NO_FILES,
        erase: Collection[str] = (),
    ) -> Sequence[LogRow]:
        """Store the rows that `make` returns for the present end of the book; return them.

        With them, in one transaction: their nodes of the tree, what they are found by, the
        checkpoint that `seal` returns for the tree as it then is, files to keep and to erase by
        digest. `make` is called inside the transaction, so that nothing comes in between.
        """
        from core.store import attachments

        with self._database.write() as connection:
            self._catch_up(connection, mentions)
            tail = LogTail(
                _one(connection, "ORDER BY seq LIMIT 1"),
                _one(connection, "ORDER BY seq DESC LIMIT 1"),
            )
            rows = make(tail)
            for row in rows:
                connection.execute(
                    "INSERT INTO entry (seq, canon, prev, leaf) VALUES (?, ?, ?, ?)", row
                )
                self._index(connection, row, mentions)
            attachments.add_files(connection, files)
            for each in erase:
                attachments.erase_file(connection, each)
            head = self._head() if seal is not None else None
            note = seal(head) if seal is not None and head is not None else None
            if note is not None and head is not None:
                connection.execute(
                    "INSERT INTO checkpoint (size, note) VALUES (?, ?)", (head.size, note)
                )
        if erase:
            self._database.forget_erased()
        return rows

    def catch_up(self, mentions: Callable[[LogRow], Mentions]) -> None:
        """Make tree and indexes of entries that an earlier version of the program wrote."""
        if self._indexed() < self.count():
            self.append(lambda tail: (), mentions=mentions)

    def count(self) -> int:
        """Return how many rows there are: the number of the newest, as none is ever left out.

        Counting them would read the whole table.
        """
        ((number,),) = self._database.read("SELECT ifnull(max(seq), 0) FROM entry")
        return cast(int, number)

    def row(self, seq: int) -> LogRow | None:
        """Return one row, or None."""
        return next(iter(self._select("WHERE seq = ?", seq)), None)

    def first(self) -> LogRow | None:
        """Return the oldest row, or None in an empty book."""
        return next(iter(self._select("ORDER BY seq LIMIT 1")), None)

    def last(self) -> LogRow | None:
        """Return the newest row, or None in an empty book."""
        return next(iter(self._select("ORDER BY seq DESC LIMIT 1")), None)

    def page(self, before: int | None, limit: int) -> list[LogRow]:
        """Return the newest rows, at most `limit`, below a number if one is given."""
        if before is None:
            return self._select("ORDER BY seq DESC LIMIT ?", limit)
        return self._select("WHERE seq < ? ORDER BY seq DESC LIMIT ?", before, limit)

    def find(self, terms: "Sequence[Term]", before: int | None, limit: int) -> list[LogRow]:
        """Return the newest rows that have every term, below a number if one is given."""
        from core.store import search

        top = self.count() + 1 if before is None else before
        return self._rows(search.find(self._database.read, terms, top, limit))

    def in_order(self, after: int = -(2**63)) -> Iterator[LogRow]:
        """Stream every row above a number, leaving turns for others in between."""
        while rows := self._select("WHERE seq > ? ORDER BY seq LIMIT ?", after, _BATCH):
            yield from rows
            after = rows[-1].seq

    def corrections_of(self, seqs: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """Return for each of some entries that are corrected those that correct it."""
        return links.links_to(self._database, Link.SUPERSEDES, seqs)

    def under(self, topic: str, newest: int | None = None) -> list[LogRow]:
        """Return the rows under a topic, oldest first; with `newest` only the last so many."""
        from core.store import topics

        return self._rows(topics.under(self._database, topic, newest))

    def unclosed(self, topic: str, until: int | None = None) -> list[LogRow]:
        """Return the rows under a topic that no later entry closes; see `topics.unclosed`."""
        from core.store import topics

        return self._rows(topics.unclosed(self._database, topic, until))

    def enrolled_keys(self) -> tuple[str, ...]:
        """Return the keys that entries enrol, oldest first."""
        return links.keys(self._database)

    def key_entries(self) -> list[LogRow]:
        """Return the rows that enrol a key, oldest first."""
        return self._rows(links.key_seqs(self._database))

    def node(self, level: int, index: int) -> bytes | None:
        """Return a node of the tree, or None."""
        rows = self._database.read(
            "SELECT h FROM tnode WHERE level = ? AND idx = ?", (level, index)
        )
        return cast(bytes, rows[0][0]) if rows else None

    def nodes(self, level: int) -> Iterator[tuple[int, bytes]]:
        """Stream index and hash of every node of a level in order."""
        after = -1
        while rows := self._database.read(
            "SELECT idx, h FROM tnode WHERE level = ? AND idx > ? ORDER BY idx LIMIT ?",
            (level, after, _BATCH),
        ):
            yield from cast("list[tuple[int, bytes]]", rows)
            after = cast(int, rows[-1][0])

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return size and note of every checkpoint in order."""
        rows = self._database.read("SELECT size, note FROM checkpoint ORDER BY size")
        return cast("list[tuple[int, str]]", rows)

    def last_checkpoint(self) -> tuple[int, str]:
        """Return size and note of the newest checkpoint; 0 and nothing where there is none."""
        rows = self._database.read("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1")
        return cast("tuple[int, str]", rows[0]) if rows else (0, "")

    def root_at(self, size: int) -> bytes | None:
        """Return the root over the first so many entries; None where the tree has fewer."""
        from core.seal.tree import MissingNodeError, root_of

        if not 0 < size <= self._indexed():
            return None
        try:
            return root_of(size, self.node)
        except MissingNodeError:
            return None

    def file(self, sha256: str) -> bytes | None:
        """Return an attachment by its digest, or None."""
        from core.store import attachments

        return attachments.content_of(self._database, sha256)

    def sound_files(self) -> Iterator[str]:
        """Yield the digests of the attachments whose content is what the digest says."""
        from core.store import attachments

        return attachments.sound_files(self._database)

    def is_guarded(self) -> bool:
        """Say whether the triggers that stop mistakes are all there, unchanged, and no others."""
        found = self._database.read(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"
            " AND tbl_name IN ('entry', 'tnode', 'checkpoint')"
        )
        wanted = {each.strip() for each in TABLES if "CREATE TRIGGER" in each}
        return {cast(str, text).strip() for (text,) in found} == wanted

    def _catch_up(
        self, connection: sqlite3.Connection, mentions: Callable[[LogRow], Mentions]
    ) -> None:
        for row in self.in_order(self._indexed()):
            self._index(connection, row, mentions)

    def _indexed(self) -> int:
        """Return up to which number entries have their leaf in the tree."""
        ((number,),) = self._database.read(
            "SELECT ifnull(max(idx), -1) + 1 FROM tnode WHERE level = 0"
        )
        return cast(int, number)

    def _index(
        self,
        connection: sqlite3.Connection,
        row: LogRow,
        mentions: Callable[[LogRow], Mentions],
    ) -> None:
        from core.seal.tree import completed_by
        from core.store import search, topics

        # A node or word that stands there already is left: the book was tampered with, which
        # verification tells; writing is never refused for it.
        connection.executemany(
            "INSERT OR IGNORE INTO tnode (level, idx, h) VALUES (?, ?, ?)",
            list(completed_by(row.leaf, row.seq - 1, self.node)),
        )
        said = mentions(row)
        search.add_words(connection, row.seq, said.words)
        if said.supersedes is not None:
            links.add_link(connection, row.seq, Link.SUPERSEDES, said.supersedes)
        if said.follows is not None:
            links.add_link(connection, row.seq, Link.FOLLOWS, said.follows)
        if said.closes is not None:
            links.add_link(connection, row.seq, Link.CLOSES, said.closes)
        if said.topics:
            topics.add_topics(connection, row.seq, said.topics)
        if said.key:
            links.add_key(connection, row.seq, said.key)
        if row.seq % search.BLOCK == 0:
            block = self._select("WHERE seq BETWEEN ? AND ?", row.seq - search.BLOCK + 1, row.seq)
            search.close_block(connection, [(each.seq, mentions(each).words) for each in block])

    def _head(self) -> Head | None:
        """Return the head of the tree, None where the book is empty or not whole."""
        from core.seal.tree import MissingNodeError, root_of

        size = self.count()
        if not size or self._indexed() != size:
            return None
        sealed, note = self.last_checkpoint()
        try:
            then = root_of(sealed, self.node) if 0 < sealed <= size else None
            return Head(size, root_of(size, self.node), sealed, note, then)
        except MissingNodeError:
            return None

    def _rows(self, seqs: Iterable[int]) -> list[LogRow]:
        rows = (self.row(seq) for seq in seqs)
        return [row for row in rows if row is not None]

    def _select(self, which: str, *values: int) -> list[LogRow]:
        rows = self._database.read(_ROW + which, values)
        return [LogRow(*cast("tuple[int, bytes, bytes, bytes]", row)) for row in rows]


def _one(connection: sqlite3.Connection, which: str) -> LogRow | None:
    row = connection.execute(_ROW + which).fetchone()
    return None if row is None else LogRow(*row)
