"""The tree beside the rows: grown with them, caught up with an older book, never in the way."""

import hashlib

import pytest
from proofbundle import merkle

from core.seal.tree import leaf_hash
from core.store.log import Head, LogRow, LogTail, Mentions
from core.store.store import Store


def _rows(first: int, count: int, prev: bytes = bytes(32)) -> list[LogRow]:
    rows = []
    for seq in range(first, first + count):
        canon = f"mục {seq}".encode()
        rows.append(LogRow(seq, canon, prev, leaf_hash(canon)))
        prev = rows[-1].leaf
    return rows


def _forget_tree(store: Store) -> None:
    """Leave the book as the first version of the program wrote it."""
    with store._database.write() as connection:
        (trigger,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'tnode_remains'"
        ).fetchone()
        connection.execute("DROP TRIGGER tnode_remains")
        connection.execute("DELETE FROM tnode")
        connection.execute("DELETE FROM entry_link")
        connection.execute(trigger)


def _head(store: Store, rows: list[LogRow]) -> Head | None:
    seen: list[Head] = []

    def seal(head: Head) -> None:
        seen.append(head)

    store.log.append(lambda tail: rows, seal=seal)
    return seen[0] if seen else None


def test_the_tree_grows_with_the_rows(store: Store) -> None:
    """After each row the head is the root that another implementation computes."""
    rows = _rows(1, 40)
    for size, row in enumerate(rows, 1):
        expected = merkle.merkle_tree_hash([each.canon for each in rows[:size]])

        assert _head(store, [row]) == Head(size, expected, 0, "", None)
    assert [index for index, _ in store.log.nodes(3)] == [0, 1, 2, 3, 4]
    assert [len(list(store.log.nodes(level))) for level in range(7)] == [40, 20, 10, 5, 2, 1, 0]


def test_a_checkpoint_is_stored_with_its_rows(store: Store) -> None:
    """The seal sees the newest checkpoint and the root there; when it fails, nothing is stored."""
    rows = _rows(1, 6)
    store.log.append(lambda tail: rows[:3], seal=lambda head: f"note {head.size}\n")
    assert store.log.checkpoints() == [(3, "note 3\n")]
    assert store.log.last_checkpoint() == (3, "note 3\n")
    head = _head(store, rows[3:5])
    assert head is not None
    assert (head.size, head.sealed, head.note) == (5, 3, "note 3\n")
    assert head.root_then == merkle.merkle_tree_hash([each.canon for each in rows[:3]])

    def fail(head: Head) -> str:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - made by the test itself
        store.log.append(lambda tail: rows[5:], seal=fail)
    assert store.log.count() == 5
    assert len(list(store.log.nodes(0))) == 5


def test_an_older_book_is_caught_up_at_the_first_write(store: Store) -> None:
    """Tree, words and links of what is there already, in the transaction of the new row."""
    rows = _rows(1, 30)

    def mentions(row: LogRow) -> Mentions:
        return Mentions(words=f"w{row.seq}", supersedes=2 if row.seq == 9 else None)

    store.log.append(lambda tail: rows[:20], mentions=mentions)
    _forget_tree(store)
    assert _head(store, []) == Head(
        20, merkle.merkle_tree_hash([each.canon for each in rows[:20]]), 0, "", None
    )
    _forget_tree(store)
    store.log.catch_up(mentions)
    store.log.append(lambda tail: rows[20:], mentions=mentions)

    assert store.log.corrections_of([1, 2, 3]) == {2: (9,)}
    head = _head(store, [])
    assert head is not None
    assert head.root == merkle.merkle_tree_hash([each.canon for each in rows])


@pytest.mark.parametrize("gone", [1, 4, 7, 8])
def test_a_hole_stops_no_writing(store: Store, gone: int) -> None:
    """With a row cut out by hand rows are still taken; a tree with a hole has no head."""
    rows = _rows(1, 12)
    store.log.append(lambda tail: rows[:8])
    with store._database.write() as connection:
        connection.execute("DROP TRIGGER entry_remains")
        connection.execute("DELETE FROM entry WHERE seq = ?", (gone,))
    _forget_tree(store)

    def make(tail: LogTail) -> list[LogRow]:
        assert tail.last is not None
        return _rows(tail.last.seq + 1, 3, tail.last.leaf)

    seen: list[Head] = []
    store.log.append(make, seal=lambda head: seen.append(head))

    assert store.log.count() == (10 if gone == 8 else 11)
    assert bool(seen) == (gone == 8)


def test_an_old_end_that_was_cut_off_stops_no_writing(store: Store) -> None:
    """Nodes of rows that are gone stay; new rows are taken all the same, without a head."""
    rows = _rows(1, 8)
    store.log.append(lambda tail: rows)
    with store._database.write() as connection:
        connection.execute("DROP TRIGGER entry_remains")
        connection.execute("DELETE FROM entry WHERE seq > 5")
    seen: list[Head] = []
    store.log.append(lambda tail: _rows(6, 1, rows[4].leaf), seal=lambda head: seen.append(head))

    assert (store.log.count(), seen) == (6, [])


def test_files_are_kept_once_and_erased(store: Store) -> None:
    """By digest; what is erased leaves no bytes in the file or its log."""
    content = b"mat khau trong anh " * 500
    name = hashlib.sha256(content).hexdigest()
    store.log.append(lambda tail: _rows(1, 1), files={name: content})
    store.log.append(lambda tail: (), files={name: content})
    assert store.log.file(name) == content
    assert list(store.log.sound_files()) == [name]
    store.log.append(lambda tail: (), erase=[name])
    assert store.log.file(name) is None

    for file in store.file.parent.glob("trucan.db*"):
        assert content[:40] not in file.read_bytes()


def test_a_file_that_was_exchanged_is_not_sound(store: Store) -> None:
    """Its digest says another thing."""
    store.log.append(lambda tail: (), files={"0" * 64: b"a"})

    assert list(store.log.sound_files()) == []
