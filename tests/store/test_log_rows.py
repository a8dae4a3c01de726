"""Rows of the log: only the next one can be added, and the guards notice when they are gone."""

import hashlib
import sqlite3
from collections.abc import Sequence

import pytest

from core.store.log import LogRow, LogTail
from core.store.store import Store

START = bytes(32)


def _row(seq: int, prev: bytes = START, canon: bytes = b"x") -> LogRow:
    return LogRow(seq, canon, prev, hashlib.sha256(prev + canon).digest())


def _fill(store: Store, count: int) -> list[LogRow]:
    rows: list[LogRow] = []
    for seq in range(1, count + 1):
        rows.append(_row(seq, rows[-1].leaf if rows else START))
    store.log.append(lambda _: rows)
    return rows


def test_rows_come_back(store: Store) -> None:
    """In order, by number, by page from the newest, and across batches."""
    rows = _fill(store, 2500)

    assert list(store.log.in_order()) == rows
    assert store.log.row(17) == rows[16]
    assert store.log.row(0) is None
    assert store.log.last() == rows[-1]
    assert store.log.count() == 2500
    assert store.log.page(None, 3) == rows[:-4:-1]
    assert store.log.page(3, 5) == [rows[1], rows[0]]
    assert store.log.page(1, 5) == []


def test_the_maker_sees_both_ends(store: Store) -> None:
    """First and last row, read inside the transaction; none in an empty log."""
    seen: list[LogTail] = []

    def make(tail: LogTail) -> Sequence[LogRow]:
        seen.append(tail)
        return [_row(1)] if tail.last is None else [_row(2, tail.last.leaf)]

    first, second = store.log.append(make), store.log.append(make)

    assert seen == [LogTail(None, None), LogTail(first[0], first[0])]
    assert store.log.last() == second[0]


@pytest.mark.parametrize(
    "rows",
    [
        [_row(2)],
        [_row(0)],
        [_row(-1)],
        [_row(1, b"\1" * 32)],
        [_row(1), _row(2)],
        [_row(1), _row(3, _row(1).leaf)],
        [_row(1), _row(1)],
        [LogRow(1, b"x", START, b"short")],
    ],
)
def test_nothing_but_the_next_row_is_taken(store: Store, rows: list[LogRow]) -> None:
    """A wrong number, a wrong predecessor or a wrong hash length: nothing at all is stored."""
    with pytest.raises(sqlite3.IntegrityError):
        store.log.append(lambda _: rows)

    assert store.log.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET canon = x'00'",
        "UPDATE entry SET seq = seq + 10",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE seq = 3",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 2",
        "REPLACE INTO entry SELECT 3, canon, prev, leaf FROM entry WHERE seq = 2",
        "INSERT INTO entry SELECT * FROM entry WHERE seq = 3"
        " ON CONFLICT (seq) DO UPDATE SET canon = x'00'",
        "INSERT INTO entry (canon, prev, leaf) SELECT canon, prev, leaf FROM entry WHERE seq = 1",
    ],
)
def test_rows_are_never_changed(store: Store, statement: str) -> None:
    """Every way to change or remove a row is stopped."""
    rows = _fill(store, 3)
    with pytest.raises(sqlite3.IntegrityError):
        store._database.read(statement)

    assert list(store.log.in_order()) == rows


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_stays",
        "DROP TRIGGER checkpoint_remains",
        "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END",
    ],
)
def test_missing_guards_are_noticed(store: Store, statement: str) -> None:
    """A trigger that is gone, or one that is not ours."""
    assert store.log.is_guarded()
    store._database.read(statement)

    assert not store.log.is_guarded()


def test_a_guard_that_was_exchanged_is_noticed(store: Store) -> None:
    """The name alone is not enough."""
    store._database.read("DROP TRIGGER entry_stays")
    store._database.read("CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT 1; END")

    assert not store.log.is_guarded()
