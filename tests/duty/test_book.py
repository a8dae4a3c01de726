"""The book: what is written stands as written; an odd clock is marked, never a reason to refuse."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from core.duty.book import DutyBook
from core.duty.form import NAMES
from core.model.duty import BY_PROGRAM, ClockFlag, EntryKind
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.model.severity import Severity
from core.store.store import Store

NOW = "2027-02-07T08:10:00Z"


class Movable(Protocol):
    """The clock of these tests."""

    def wait(self, **step: float) -> None:
        """Let time pass."""

    def turn(self, **step: float) -> None:
        """Set the clock by hand."""

    def move(self, **step: float) -> None:
        """Start the machine anew with another time."""


def _flags(book: DutyBook) -> list[ClockFlag]:
    return [each.clock_flag for each in reversed(book.page(None, 100))]


def test_the_first_entry_opens_the_book(book: DutyBook, store: Store) -> None:
    """An empty book has nothing; writing makes an opening that says by what it was written."""
    assert (book.count(), book.page(None, 9), book.last_written_at()) == (0, (), None)
    assert book.entry(1) is None
    written = book.add(NewEntry(text="Nhận ca, mọi việc bình thường.", kind=EntryKind.SHIFT_START))
    opening = book.entry(1)

    assert opening is not None
    assert (written.seq, book.count()) == (2, 2)
    assert (opening.kind, opening.text, opening.epoch) == (EntryKind.BOOK_OPENED, "", 0)
    assert opening.about == {
        "app_version": "0.1.0",
        "sqlite_version": sqlite3.sqlite_version,
        "key_store": "none",
    }
    assert (opening.prev, written.prev) == ("00" * 32, opening.leaf)
    assert len(opening.log_id) == 32
    assert written.log_id == opening.log_id
    assert book.page(None, 9) == (written, opening)


def test_an_entry_says_all_that_was_given(book: DutyBook, clock: Movable, store: Store) -> None:
    """Text, kind, severity, author, both times, the clocks, and every member of the format."""
    book.add(NewEntry(text="a"))
    clock.wait(minutes=30)
    written = book.add(
        NewEntry(
            text="Mất điện từ 15:00",
            kind=EntryKind.OUTAGE,
            severity=Severity.HIGH,
            at="15:10",
            author="Trần Thị Bình",
        )
    )
    row = store.log.row(3)

    assert row is not None
    assert book.entry(3) == written
    assert set(json.loads(row.canon)) == NAMES
    assert json.loads(row.canon) == {
        "v": 1,
        "log_id": written.log_id,
        "boot_id": "b" * 32,
        "epoch": 0,
        "seq": 3,
        "prev": written.prev,
        "t_wall": "2027-02-07T08:40:00Z",
        "t_mono": 1_805_000,
        "t_event": "2027-02-07T08:10:00Z",
        "t_max": "2027-02-07T08:40:00Z",
        "tz": "+07:00",
        "author": "Trần Thị Bình",
        "device": "PC-01",
        "kind": "outage",
        "severity": "high",
        "body": "Mất điện từ 15:00",
        "attachments": [],
        "supersedes": None,
        "reason": "",
        "clock_flag": "",
        "about": {},
    }
    assert (written.minutes_late, book.last_written_at()) == (30, "2027-02-07T08:40:00Z")


def test_what_is_left_out_is_filled_in(book: DutyBook) -> None:
    """Now, and the account's own name, as declared."""
    written = book.add(NewEntry(text="a"))

    assert (written.at, written.written, written.minutes_late) == (NOW, NOW, 0)
    assert written.author == "Nguyễn Văn An"


def test_pages_are_newest_first(book: DutyBook) -> None:
    """By number, without gaps or overlap."""
    for number in range(7):
        book.add(NewEntry(text=str(number)))
    first = book.page(None, 3)
    second = book.page(first[-1].seq, 3)

    assert [each.seq for each in first + second] == [8, 7, 6, 5, 4, 3]


def test_a_clock_turned_back_is_marked_until_it_is_right_again(
    book: DutyBook, clock: Movable
) -> None:
    """More than two minutes before the latest time in the book; order stays that of writing."""
    for step in (0, 3600, -120, -3500, 3500, 121):
        clock.move(seconds=step)
        book.add(NewEntry(text="a"))
    back = ClockFlag.TURNED_BACK
    fine = ClockFlag.NONE

    assert _flags(book) == [fine, fine, fine, fine, back, fine, fine]
    assert [each.seq for each in book.page(None, 9)] == [7, 6, 5, 4, 3, 2, 1]


def test_a_clock_before_the_release_is_marked(book: DutyBook, clock: Movable) -> None:
    """A dead battery shows years ago; the opening entry says so too, and nothing is refused."""
    clock.move(days=-4000)
    book.add(NewEntry(text="a"))
    clock.move(days=4000)
    book.add(NewEntry(text="b"))

    assert _flags(book) == [ClockFlag.BEFORE_RELEASE, ClockFlag.BEFORE_RELEASE, ClockFlag.NONE]


@pytest.mark.parametrize(
    ("at", "flag"),
    [
        ("15:10", ClockFlag.NONE),
        ("23:59", ClockFlag.NONE),
        ("2027-02-08T15:10:00+07:00", ClockFlag.NONE),
        ("2027-02-08T15:11:00+07:00", ClockFlag.ODD_EVENT_TIME),
        ("01/01/2020", ClockFlag.NONE),
        ("31/12/2019 23:59", ClockFlag.ODD_EVENT_TIME),
    ],
)
def test_an_odd_event_time_is_marked(book: DutyBook, at: str, flag: ClockFlag) -> None:
    """More than a day ahead of the clock or before 2020: accepted with a mark."""
    assert book.add(NewEntry(text="a", at=at)).clock_flag is flag


@pytest.mark.parametrize(
    "new",
    [
        NewEntry(text=" \n"),
        NewEntry(text="a" * 20_001),
        NewEntry(text="a", author="b" * 201),
        NewEntry(text="a", at="31/02/2027 10:00"),
    ],
)
def test_what_cannot_be_written_leaves_the_book_as_it_was(book: DutyBook, new: NewEntry) -> None:
    """Not even the opening entry is made."""
    with pytest.raises(KnownError):
        book.add(new)

    assert book.count() == 0


@pytest.mark.parametrize("kind", sorted(BY_PROGRAM))
def test_kinds_that_nobody_can_choose(book: DutyBook, kind: EntryKind) -> None:
    """The program's own kinds are refused as a mistake of the caller."""
    with pytest.raises(ValueError, match="by the program"):
        book.add(NewEntry(text="a", kind=kind))


def test_text_is_stored_clean_and_shown_honestly(book: DutyBook) -> None:
    """NFC; controls written out; direction marks kept for the reader to show."""
    text = "Tie\u0302\u0301n\r\nNUL\0 \u202egpj.exe \udc80\n"

    assert book.add(NewEntry(text=text)).text == "Tiến\nNUL[U+0000] \u202egpj.exe [U+DC80]"


def test_the_book_goes_on_after_a_damaged_entry(book: DutyBook, store: Store) -> None:
    """An unreadable entry is shown as such; the next is written, in the same book."""
    first = book.add(NewEntry(text="a"))
    store._database.read("DROP TRIGGER entry_stays")
    store._database.read("UPDATE entry SET canon = x'ff' WHERE seq = 2")
    second = book.add(NewEntry(text="b"))

    assert [each.kind for each in book.page(None, 9)] == [
        EntryKind.OTHER,
        EntryKind.UNREADABLE,
        EntryKind.BOOK_OPENED,
    ]
    assert (second.seq, second.log_id, second.prev) == (3, first.log_id, first.leaf)
    assert book.page(2 + 1, 1)[0].minutes_late == 0
    assert book.last_written_at() == NOW
    store._database.read("UPDATE entry SET canon = x'ff'")
    assert book.last_written_at() is None
    assert len(book.add(NewEntry(text="c")).log_id) == 32


WRITE_FROM_THREE = """
import pathlib, sys
from core.duty.book import DutyBook
from core.model.new_entry import NewEntry
from core.store import database
from core.store.store import Store
database.LOCK_PATIENCE = 60
with Store.open(pathlib.Path(sys.argv[1])) as store:
    book = DutyBook(store, device=sys.argv[2], author="", app_version="1", released="2026-01-01")
    for number in range(40):
        print(book.add(NewEntry(text=f"{number}", author=sys.argv[2])).seq)
"""


def test_three_processes_write_one_book(tmp_path: Path) -> None:
    """A new home, a shared book: one opening, one chain, every acknowledged entry."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_FROM_THREE, str(tmp_path), name],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "abc"
    ]
    told = [int(line) for each in writers for line in each.communicate()[0].split()]

    assert [each.returncode for each in writers] == [0, 0, 0]
    assert sorted(told) == list(range(2, 122))
    with Store.open(tmp_path) as store:
        book = DutyBook(store, device="", author="", app_version="1", released="2026-01-01")
        verdict = book.verify()
        authors = [each.author for each in book.page(None, 500)]
    assert (verdict.whole, verdict.count) == (True, 121)
    assert [authors.count(name) for name in "abc"] == [40, 40, 40]


def test_the_machines_own_clock(store: Store) -> None:
    """Without a clock given, entries carry the machine's: now, its offset, its start."""
    book = DutyBook(store, device="PC", author="", app_version="1", released="2026-01-01")
    first, second = book.add(NewEntry(text="a")), book.add(NewEntry(text="b"))

    assert first.clock_flag is ClockFlag.NONE
    assert first.mono_ms <= second.mono_ms
    assert first.boot_id == second.boot_id
    assert len(first.boot_id) == 32
    assert first.tz[0] in "+-"
    assert (len(first.tz), first.tz[3]) == (6, ":")
    boot = Path("/proc/sys/kernel/random/boot_id")
    if os.name != "nt" and boot.exists():
        assert first.boot_id == boot.read_text().strip().replace("-", "")
