"""Corrections, follow-ups, people told, entries from the paper book: added, never changed."""

from dataclasses import replace

import pytest

from core.duty.book import DutyBook
from core.duty.form import to_entry, to_row
from core.model.duty import Entry, EntryKind
from core.model.errors import KnownError
from core.model.new_entry import Correction, NewEntry
from core.model.severity import Severity
from core.store.log import LogRow
from core.store.store import Store


def _refusal(book: DutyBook, what: Correction | NewEntry) -> tuple[str, object]:
    before = book.count()
    with pytest.raises(KnownError) as caught:
        book.correct(what) if isinstance(what, Correction) else book.add(what)
    assert book.count() == before
    return caught.value.key, caught.value.args_of_sentence.get("number")


def test_a_correction_takes_the_place_of_an_entry(book: DutyBook) -> None:
    """The entry stays; time and severity go on; both name each other."""
    old = book.add(NewEntry(text="Mất điện", at="13:00", severity=Severity.HIGH, author="Bình"))
    new = book.correct(Correction(seq=old.seq, text="Mất điện, mất mạng", reason="Ghi thiếu"))
    found = book.entry(old.seq)

    assert found is not None
    assert (found.text, found.superseded_by, found.leaf) == (old.text, new.seq, old.leaf)
    assert (new.kind, new.supersedes, new.reason) == (EntryKind.CORRECTION, old.seq, "Ghi thiếu")
    assert (new.at, new.severity, new.author) == (old.at, Severity.HIGH, "Nguyễn Văn An")
    assert [each.superseded_by for each in book.page(None, 9)] == [None, new.seq, None]
    assert book.verify().whole


def test_a_correction_may_set_the_time_right(book: DutyBook) -> None:
    """And say who corrects."""
    old = book.add(NewEntry(text="a", at="13:00"))
    new = book.correct(Correction(seq=old.seq, text="a", reason="b", at="12:30", author="Bình"))

    assert (new.at, new.author) == ("2027-02-07T05:30:00Z", "Bình")


def test_only_the_successor_is_corrected_again(book: DutyBook) -> None:
    """An entry that was corrected is not corrected twice; its correction may be, to any depth."""
    seq = book.add(NewEntry(text="a")).seq
    for depth in range(5):
        book.correct(Correction(seq=seq + depth, text=f"lần {depth}", reason="sai"))

    assert _refusal(book, Correction(seq=seq, text="b", reason="c")) == (
        "corrected_already",
        str(seq + 1),
    )
    assert book.verify().whole


@pytest.mark.parametrize(
    ("correction", "key"),
    [
        (Correction(seq=9, text="a", reason="b"), "no_entry"),
        (Correction(seq=1, text="a", reason="b"), "not_correctable"),
        (Correction(seq=2, text="a", reason="  "), "reason_empty"),
        (Correction(seq=2, text=" ", reason="b"), "text_empty"),
        (Correction(seq=2, text="a", reason="b", at="nonsense"), "event_time"),
    ],
)
def test_what_is_no_correction(book: DutyBook, correction: Correction, key: str) -> None:
    """No such entry, the program's own, without a reason, text or readable time."""
    book.add(NewEntry(text="a"))

    assert _refusal(book, correction)[0] == key


def test_a_damaged_entry_cannot_be_corrected(book: DutyBook, store: Store) -> None:
    """There is nothing to be taken over from it."""
    book.add(NewEntry(text="a"))
    store._database.read("DROP TRIGGER entry_stays")
    store._database.read("UPDATE entry SET canon = x'ff' WHERE seq = 2")

    assert _refusal(book, Correction(seq=2, text="a", reason="b"))[0] == "not_correctable"


@pytest.mark.parametrize("target", [2, 4, 9, 0])
def test_a_fork_made_by_hand_is_found(book: DutyBook, store: Store, target: int) -> None:
    """Corrected already, itself, later, or nothing: the wrong correction is named."""
    book.add(NewEntry(text="a"))
    book.correct(Correction(seq=2, text="b", reason="c"))

    def make(tail: object) -> list[LogRow]:
        last = store.log.last()
        assert last is not None
        entry = to_entry(last)
        return [to_row(_with(entry, target), last.leaf)]

    store.log.append(make)
    verdict = book.verify()

    assert (verdict.whole, verdict.first_wrong, verdict.what) == (False, 4, "correction")


def _with(entry: Entry, target: int) -> Entry:
    return replace(entry, seq=entry.seq + 1, supersedes=target)


def test_an_entry_goes_on_from_another(book: DutyBook) -> None:
    """Only from one that is there."""
    first = book.add(NewEntry(text="a"))
    second = book.add(NewEntry(text="b", follows=first.seq))

    assert (first.follows, second.follows) == (None, first.seq)
    assert _refusal(book, NewEntry(text="c", follows=99))[0] == "no_entry"


def test_who_was_told_and_how(book: DutyBook) -> None:
    """Cleaned like names; nothing is kept of what was not said."""
    entry = book.add(NewEntry(text="a", told=" Bà  Hoa", channel="điện\u0000thoại"))

    assert entry.about == {"told": "Bà Hoa", "channel": "điện[U+0000]thoại"}
    assert book.add(NewEntry(text="b")).about == {}


def test_what_is_copied_from_the_paper_book(book: DutyBook) -> None:
    """Needs the time that stands there; page and writer beside the one who copies."""
    paper = NewEntry(
        text="Mất điện",
        kind=EntryKind.FROM_PAPER,
        at="06/02/2027 22:10",
        author="An",
        paper_page="12",
        paper_author="Bình",
    )
    entry = book.add(paper)

    assert entry.about == {"paper_page": "12", "paper_author": "Bình"}
    assert (entry.kind, entry.author, entry.minutes_late) == (EntryKind.FROM_PAPER, "An", 1020)
    assert _refusal(book, NewEntry(text="a", kind=EntryKind.FROM_PAPER))[0] == "paper_time"
