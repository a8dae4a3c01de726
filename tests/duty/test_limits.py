"""Figures with generous limits: a long book is verified, and an entry written, in little time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from core.duty.book import DutyBook
from core.duty.form import to_entry, to_row
from core.duty.sealing import seal_note
from core.model.new_entry import NewEntry
from core.seal.keys import SigningKey
from core.secrets import Held, KeyPlace, Secrets
from core.store.log import Head, LogRow
from core.store.store import Store

ENTRIES = 10_000
VERIFIED = 3.0 * ENTRIES / 100_000
APPENDED = 0.010


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DutyBook]:
    """Give a book of ten thousand entries, sealed every fifty."""
    folder = tmp_path_factory.mktemp("home")
    secrets = Secrets(folder / "keys", keyring=lambda: None)
    key = SigningKey.generate()
    secrets._held = Held(place=KeyPlace.OS_KEYRING, key=key)
    store = Store.open(folder)
    book = DutyBook(
        store, device="PC", author="An", app_version="1", released="2026-01-01", secrets=secrets
    )
    first = book.add(NewEntry(text="Mất điện phòng máy chủ, đã báo lãnh đạo trực " * 2))

    def seal(head: Head) -> str | None:
        return seal_note(head, first.log_id, key)

    while book.count() < ENTRIES:
        last = store.log.last()
        assert last is not None
        rows: list[LogRow] = []
        for _ in range(50):
            last = to_row(replace(to_entry(last), seq=last.seq + 1), last.leaf)
            rows.append(last)
        made = tuple(rows)
        store.log.append(lambda tail, made=made: made, seal=seal)  # type: ignore[misc]
    yield book
    store.close()


def _seconds_of_this_program(act: Callable[[], object], times: int) -> float:
    """Return the least time that an act took of the processor: others may be using it too."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        act()
        taken.append(time.process_time() - started)
    return min(taken)


def test_a_long_book_is_verified_in_time(long_book: DutyBook) -> None:
    """A tenth of a hundred thousand entries in a tenth of three seconds, twice that at most."""
    verdict = long_book.verify()

    assert (verdict.whole, verdict.sealed >= ENTRIES - 50) == (True, True)
    assert _seconds_of_this_program(long_book.verify, 3) < 2 * VERIFIED


def test_an_entry_is_written_in_time(long_book: DutyBook) -> None:
    """Also in a long book."""
    entry = NewEntry(text="Khách đến liên hệ công tác")

    assert _seconds_of_this_program(lambda: long_book.add(entry), 20) < APPENDED


def test_a_search_in_a_long_book_is_answered_in_time(long_book: DutyBook) -> None:
    """A word that stands in every entry."""
    assert _seconds_of_this_program(lambda: long_book.search("dien ", None, 50), 5) < 0.020
