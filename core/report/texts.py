"""Cleaning of text from outside, shared by all writers: what it says stays, what it hides shows."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from core.model.document import Column, Document, Holds, TableBlock
from core.model.moments import from_text, is_moment
from core.words import Words

MOST_MARKS = 4
"""So many combining marks on one letter are kept; no language needs more."""

_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LINE_ENDS = frozenset("\n\x0b\x0c\x85\u2028\u2029")
_NEVER_LETTERS = ("Cs", "Cn")
_HARMLESS = re.compile(
    "[ -~\n\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2013\u2014\u2018-\u201d\u2026]*"
)
"""Letters that cleaning never changes, so that 5,000 rows need not be read letter by letter."""
_DAY_LENGTH = 10
_MOST_DIGITS = 15
"""A spreadsheet keeps no more digits of a number; a longer one stays text."""


def code_of(letter: str) -> str:
    """Return a character as its code in brackets: `[U+202E]`."""
    return f"[U+{ord(letter):04X}]"


def clean(text: str) -> str:
    """Return text that any writer can print: NFC, lines ended by `\\n`, nothing invisible in it.

    Direction marks, lone surrogates and unassigned characters become their code; other control
    and format characters go; of a pile of combining marks the first MOST_MARKS stay. Cleaning
    twice changes nothing.
    """
    if _HARMLESS.fullmatch(text):
        return text
    kept = "".join(_clean_letter(each) for each in text.replace("\r\n", "\n").replace("\r", "\n"))
    return _with_few_marks(unicodedata.normalize("NFC", kept))


def cleaned(document: Document) -> Document:
    """Return the document with every text cleaned; `data` stays as it is."""
    return with_texts(document, clean)


def said(cell: str, column: Column, words: Words) -> str:
    """Return a cell as people read it: `05/01/2027`, `1.234`; anything else as it stands."""
    held = value_of(cell, column)
    if isinstance(held, str):
        return cell
    if isinstance(held, int):
        return words.number(held)
    return words.date(cell) if column.holds is Holds.DAY else words.moment(cell)


def value_of(cell: str, column: Column) -> str | int | datetime:
    """Return what a cell holds by its column; its text where it holds nothing of the kind."""
    if column.holds is Holds.COUNT and cell.isascii() and cell.isdigit():
        return int(cell) if len(cell) <= _MOST_DIGITS else cell
    if column.holds is Holds.DAY and len(cell) != _DAY_LENGTH:
        return cell
    if column.holds in (Holds.DAY, Holds.MOMENT) and is_moment(cell):
        return from_text(cell)
    return cell


def readable(document: Document, words: Words) -> Document:
    """Return the document cleaned, and each cell of its tables as people read it."""
    document = cleaned(document)
    blocks = (
        _readable(each, words) if isinstance(each, TableBlock) else each for each in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _readable(block: TableBlock, words: Words) -> TableBlock:
    if all(each.holds is Holds.TEXT for each in block.columns):
        return block
    rows = (
        tuple(said(cell, column, words) for cell, column in zip(row, block.columns, strict=True))
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def with_texts(document: Document, change: Callable[[str], str]) -> Document:
    """Return the document with every text in it changed."""
    changed = _changed(document, change)
    assert isinstance(changed, Document)  # noqa: S101 - _changed keeps the type of what it is given
    return changed


def _clean_letter(letter: str) -> str:
    if letter == "\t":
        return " "
    if letter in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(letter)
    if letter in _DIRECTION_MARKS or category in _NEVER_LETTERS:
        return code_of(letter)
    return "" if category in ("Cc", "Cf") or _is_variation_selector(letter) else letter


def _is_variation_selector(letter: str) -> bool:
    return 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0100 <= ord(letter) <= 0xE01EF


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for each in text:
        marks = marks + 1 if unicodedata.category(each) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(each)
    return "".join(kept)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(each, change) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            each.name: _changed(getattr(value, each.name), change)
            for each in fields(value)
            if each.name != "key"  # a name that programs go by, never read by people
        }
        return replace(value, **parts)
    return value
