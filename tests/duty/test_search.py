"""Searching as people type: without marks and case, operators as text, the newest first."""

import unicodedata

import pytest

from core.duty.book import DutyBook
from core.duty.terms import terms_of, words_in
from core.model.errors import KnownError
from core.model.new_entry import Correction, NewEntry
from core.store.search import Term
from core.store.store import Store

TEXTS = [
    "Đặng Văn Đồng báo mất điện phòng máy chủ",
    "Uỷ ban gọi lại số 0912.345.678",
    unicodedata.normalize("NFD", "Nguyễn Thị Hoà nhận công văn 12/CV-UBND"),
    "PC-01 cập nhật xong, không lỗi",
]


@pytest.fixture
def filled(book: DutyBook) -> DutyBook:
    """Give a book with four entries, numbers 2 to 5."""
    for text in TEXTS:
        book.add(NewEntry(text=text, author="Trần Thị Bích"))
    return book


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dong", [2]),
        ("ĐỒNG", [2]),
        ("Đồng", [2]),
        ("dang mat dien", [2]),
        ("may die", [2]),
        ("die may", []),
        ("die ", []),
        ("uy ban", [3]),
        ("ủy ban", [3]),
        ("0912345678", [3]),
        ("0912 345 678", [3]),
        ("091234", [3]),
        ("nguyen", [4, 1]),
        ("hòa", [4]),
        ("pc-01", [5]),
        ("tran bich", [5, 4, 3, 2]),
        ("bich AND NOT dong", []),
        ("NEAR(dong)", []),
        ('"dong"', [2]),
        ("dong*", [2]),
        ("-dong", [2]),
        ("co", [4]),
        ("o", []),
        ("", []),
        ("  *** ", []),
    ],
)
def test_found_without_marks(filled: DutyBook, typed: str, expected: list[int]) -> None:
    """Đ folds, both ways of writing marks meet, the last word may be a beginning."""
    assert [each.seq for each in filled.search(typed, None, 9)] == expected


def test_newest_first_by_pages(filled: DutyBook) -> None:
    """Going on below the last one found."""
    first = filled.search("bich", None, 2)
    second = filled.search("bich", first[-1].seq, 2)

    assert [each.seq for each in (*first, *second)] == [5, 4, 3, 2]


def test_everything_people_wrote_is_found(filled: DutyBook) -> None:
    """Reasons, people told; and a corrected entry is shown as such."""
    filled.correct(Correction(seq=2, text="Có điện lại", reason="Ghi nhầm phòng"))
    filled.add(NewEntry(text="a", told="Bà Hạnh", channel="Zalo"))

    assert [each.seq for each in filled.search("nham phong", None, 9)] == [6]
    assert [each.seq for each in filled.search("hanh zalo", None, 9)] == [7]
    assert filled.search("dang", None, 9)[0].superseded_by == 6


def test_an_older_book_is_found_before_anything_is_written(filled: DutyBook, store: Store) -> None:
    """A book of the first version has neither tree nor words."""
    with store._database.write() as connection:
        connection.execute("DROP TRIGGER tnode_remains")
        for table in ("tnode", "entry_link", "entry_block"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of this test
        connection.execute("INSERT INTO entry_words (entry_words) VALUES ('delete-all')")

    assert [each.seq for each in filled.search("dong", None, 9)] == [2]


def test_too_many_words(filled: DutyBook) -> None:
    """A page pasted by mistake is told, not searched for."""
    with pytest.raises(KnownError) as caught:
        filled.search("a " * 21, None, 9)

    assert caught.value.key == "search_long"


def test_how_typed_text_is_read() -> None:
    """Words of one letter or of more than seven are whole words."""
    assert terms_of("a") == (Term("a", False),)
    assert terms_of("Mất đi") == (Term("mat", False), Term("di", True))
    assert terms_of("internet") == (Term("internet", False),)
    assert terms_of("ai ai ") == (Term("ai", False),)
    assert words_in("Số 024.3825.1234, 15-20") == [
        "so",
        "024",
        "3825",
        "1234",
        "15",
        "20",
        "02438251234",
    ]
    assert words_in("x" * 100) == ["x" * 64]
