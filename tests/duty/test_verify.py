"""Verification: whatever is changed in what is stored is found, and the entry is named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.duty.book import DutyBook
from core.duty.form import NO_LEAF, to_entry, to_row
from core.duty.verify import verify_rows
from core.model.duty import Attachment, EntryKind
from core.model.errors import Exit, KnownError
from core.model.log_state import LogVerdict
from core.model.new_entry import NewEntry
from core.seal.tree import leaf_hash
from core.store.log import LogRow
from core.store.store import Store

LENGTH = 6


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[LogRow]:
    """Give the rows of a whole book, its opening included."""
    with Store.open(tmp_path_factory.mktemp("home")) as store:
        book = DutyBook(store, device="PC", author="An", app_version="1", released="2026-01-01")
        for number in range(1, LENGTH):
            book.add(NewEntry(text=f"Việc số {number}"))
        return list(store.log.in_order())


def _verdict(rows: list[LogRow]) -> tuple[bool, int | None, str]:
    verdict = verify_rows(rows, is_guarded=True)
    return verdict.whole, verdict.first_wrong, verdict.what


def test_a_whole_book_is_whole(book: DutyBook) -> None:
    """Also an empty one."""
    assert book.verify() == LogVerdict(whole=True, count=0)
    for number in range(3):
        book.add(NewEntry(text=str(number)))

    assert book.verify() == LogVerdict(whole=True, count=4)


@given(st.data())
def test_any_changed_byte_is_found(rows: list[LogRow], data: st.DataObject) -> None:
    """One byte of one column of one row: that very row is named."""
    at = data.draw(st.integers(0, LENGTH - 1))
    column = data.draw(st.sampled_from(["canon", "prev", "leaf"]))
    content = bytearray(getattr(rows[at], column))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    changed = [*rows]
    changed[at] = rows[at]._replace(**{column: bytes(content)})
    whole, first_wrong, _ = _verdict(changed)

    assert (whole, first_wrong) == (False, at + 1)


@given(st.data())
def test_any_inserted_or_removed_bytes_are_found(rows: list[LogRow], data: st.DataObject) -> None:
    """Content of another length, or none."""
    at = data.draw(st.integers(0, LENGTH - 1))
    canon = data.draw(st.binary(max_size=20) | st.just(rows[at].canon + b" "))
    changed = [*rows]
    changed[at] = rows[at]._replace(canon=canon)

    assert _verdict(changed) == (False, at + 1, "altered")


@given(st.permutations(range(LENGTH)))
def test_any_other_order_is_found(rows: list[LogRow], order: list[int]) -> None:
    """Rows moved together with their hashes, under numbers without a gap."""
    moved = [rows[each]._replace(seq=at) for at, each in enumerate(order, 1)]
    first = next((at for at, each in enumerate(order, 1) if each != at - 1), None)

    assert _verdict(moved) == ((True, None, "") if first is None else (False, first, "chain"))


@pytest.mark.parametrize("at", range(LENGTH - 1))
def test_a_removed_row_is_a_gap(rows: list[LogRow], at: int) -> None:
    """The missing number is named, also that of the first."""
    assert _verdict(rows[:at] + rows[at + 1 :]) == (False, at + 1, "gap")


@pytest.mark.parametrize("at", range(1, LENGTH))
def test_removing_and_renumbering_is_found(rows: list[LogRow], at: int) -> None:
    """The next one, moved up, says itself that it is another."""
    moved = [row._replace(seq=row.seq - 1) for row in rows[at + 1 :]]
    expected = (False, at + 1, "chain") if moved else (True, None, "")

    assert _verdict(rows[:at] + moved) == expected


def test_an_inserted_row_is_found(rows: list[LogRow]) -> None:
    """A well-made entry in between; what follows does not continue it."""
    extra = to_row(replace(to_entry(rows[2]), seq=3, text="chen vào"), rows[1].leaf)
    later = [row._replace(seq=row.seq + 1) for row in rows[2:]]

    assert _verdict([*rows[:2], extra, *later]) == (False, 4, "chain")
    assert _verdict([*rows[:3], rows[2], *rows[3:]]) == (False, 3, "chain")


@pytest.mark.parametrize("at", range(1, LENGTH))
def test_an_entry_made_anew_is_found_by_the_next(rows: list[LogRow], at: int) -> None:
    """Content, hash and all in order by themselves: the following entry names another one.

    The last one is followed by none; only a checkpoint held elsewhere tells.
    """
    anew = to_row(replace(to_entry(rows[at]), text="sửa"), rows[at].prev)
    changed = [*rows[:at], anew, *rows[at + 1 :]]

    assert _verdict(changed) == (
        (True, None, "") if at == LENGTH - 1 else (False, at + 1, "altered")
    )


def test_a_cut_off_end_is_not_found(rows: list[LogRow]) -> None:
    """The limit of a chain, stated as a fact: an earlier state of the book is a whole book."""
    assert _verdict(rows[:-2]) == (True, None, "")


def _rewritten(row: LogRow, canon: bytes) -> LogRow:
    return row._replace(canon=canon, leaf=leaf_hash(canon))


@pytest.mark.parametrize(
    "change",
    [
        lambda canon: canon + b"\n",
        lambda canon: canon.replace(b'"v":1', b'"v": 1'),
        lambda canon: canon.replace(b'"v":1', b'"v":2'),
        lambda canon: canon.replace(b'"tz"', b'"tZ"'),
        lambda canon: canon.replace(b'"v":1', b'"v":1,"w":1'),
        lambda canon: b"{}",
        lambda canon: b"[]",
        lambda canon: b"",
        lambda canon: b"\xff",
        lambda canon: b"[" * 100_000,
    ],
)
def test_bytes_that_are_no_entry(rows: list[LogRow], change: Callable[[bytes], bytes]) -> None:
    """Not canonical, another version, other members: unreadable even with a right hash."""
    last = _rewritten(rows[-1], change(rows[-1].canon))

    assert _verdict([*rows[:-1], last]) == (False, LENGTH, "unreadable")


def test_another_books_entries(rows: list[LogRow]) -> None:
    """A first entry that opens nothing, a start that continues something, another log id."""
    opening = to_entry(rows[0])
    no_opening = to_row(replace(opening, kind=EntryKind.OTHER), NO_LEAF)
    continuing = to_row(opening, b"\1" * 32)
    stranger = to_row(replace(to_entry(rows[-1]), log_id="other"), rows[-2].leaf)

    assert _verdict([no_opening]) == (False, 1, "chain")
    assert _verdict([continuing]) == (False, 1, "chain")
    assert _verdict([*rows[:-1], stranger]) == (False, LENGTH, "chain")


def test_missing_guards_are_told_last(book: DutyBook, store: Store) -> None:
    """A wrong entry comes first; with all entries right, the book is unguarded."""
    book.add(NewEntry(text="a"))
    store._database.read("DROP TRIGGER entry_stays")
    assert book.verify() == LogVerdict(whole=False, count=2, what="unguarded")
    store._database.read("UPDATE entry SET canon = x'20' WHERE seq = 1")

    assert book.verify() == LogVerdict(whole=False, count=0, first_wrong=1, what="altered")


def test_rows_that_the_file_does_not_give_up(rows: list[LogRow]) -> None:
    """Where reading fails, the next entry is the first unreadable one."""

    def broken() -> Iterator[LogRow]:
        yield from rows[:3]
        raise KnownError("store_damaged_alone", Exit.BAD_INPUT, file="x")

    verdict = verify_rows(broken(), is_guarded=True)

    assert (verdict.first_wrong, verdict.what, verdict.count) == (4, "unreadable", 3)


def test_a_damaged_file_is_verified_as_far_as_it_goes(tmp_path: Path) -> None:
    """Bytes of the database file overwritten: a verdict, never a crash."""
    with Store.open(tmp_path) as store:
        book = DutyBook(store, device="PC", author="An", app_version="1", released="2026-01-01")
        for number in range(200):
            book.add(NewEntry(text=f"Việc số {number} " * 10))
    file = tmp_path / "trucan.db"
    content = bytearray(file.read_bytes())
    at = content.index("Việc số 150 ".encode())
    content[at : at + 3] = b"xyz"
    file.write_bytes(content)
    with Store.open(tmp_path) as store:
        book = DutyBook(store, device="PC", author="An", app_version="1", released="2026-01-01")
        verdict = book.verify()

    assert (verdict.whole, verdict.what, verdict.first_wrong) == (False, "altered", 152)


attached = st.builds(
    Attachment,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    size=st.integers(0, 2**40),
    mime=st.just("image/jpeg"),
)


@given(
    st.text(st.characters(exclude_categories=("Cs",))),
    st.lists(attached, max_size=3),
    st.dictionaries(st.text("abc_"), st.text("xyz"), max_size=3),
    st.none() | st.integers(1, 100),
)
def test_an_entry_comes_back_from_its_bytes(
    rows: list[LogRow],
    text: str,
    attachments: list[Attachment],
    about: dict[str, str],
    supersedes: int | None,
) -> None:
    """Every field, whatever the text; and the leaf is that of RFC 6962."""
    entry = replace(
        to_entry(rows[-1]),
        text=text,
        attachments=tuple(attachments),
        about=about,
        supersedes=supersedes,
    )
    row = to_row(entry, bytes.fromhex(entry.prev))

    assert to_entry(row) == replace(entry, leaf=row.leaf.hex())
    assert json.loads(row.canon)["body"] == text


@pytest.mark.parametrize("name", ["t_wall", "t_event", "t_max", "kind", "severity", "epoch", "v"])
def test_members_of_another_type_are_unreadable(rows: list[LogRow], name: str) -> None:
    """Such an entry is shown as unreadable instead of crashing a page."""
    form = json.loads(rows[-1].canon)
    form[name] = "nonsense"
    canon = json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    found = to_entry(rows[-1]._replace(canon=canon))

    assert (found.kind, found.seq, found.text) == (EntryKind.UNREADABLE, LENGTH, "")
