"""Text from outside is made printable: nothing in it hides, nothing in it breaks a writer."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.document import Column, Holds
from core.report.texts import MOST_MARKS, clean, said, value_of
from core.words import Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phú Mẫu", "Phú Mẫu"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân"), "Ủy ban nhân dân"),
        ("Nguyễn\u202egpj.exe", "Nguyễn[U+202E]gpj.exe"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\0b\x07c\x1bd", "abcd"),
        ("a\tb\r\nc\rd\u2028e", "a b\nc\nd\ne"),
        ("ấ\ud800", "ấ[U+D800]"),
        ("x\uffff", "x[U+FFFF]"),
        ("a" + "\u0335" * 2000, "a" + "\u0335" * MOST_MARKS),
        ("\U000e0041tag", "tag"),
        ("=HYPERLINK(1) {{ 7*7 }} #read(1) <b>&amp;", "=HYPERLINK(1) {{ 7*7 }} #read(1) <b>&amp;"),
    ],
)
def test_cleaning(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    kinds = {unicodedata.category(each) for each in once if each != "\n"}
    assert not kinds & {"Cc", "Cf", "Cs", "Cn"}


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("9" * 5000, Holds.COUNT),
        ("1234567890123456", Holds.COUNT),
        ("0001-01-01T00:00:00+14:00", Holds.MOMENT),
        ("9999-12-31T23:59:59-12:00", Holds.MOMENT),
        ("2027-13-01", Holds.DAY),
    ],
)
def test_a_cell_that_holds_no_value_of_its_column_stays_text(cell: str, holds: Holds) -> None:
    column = Column(title="x", share=1, holds=holds)

    assert value_of(cell, column) == said(cell, column, Words("vi")) == cell
