"""The font of printed documents, and which characters it can show."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FAMILY = "Tinos"

_TABLE_ENTRY = 16
_UNICODE_TABLES = ((3, 10), (0, 4), (3, 1), (0, 3))


@cache
def letters() -> frozenset[int]:
    """Return the code points that every face of the font can show."""
    faces = sorted(FOLDER.glob(f"{FAMILY}-*.ttf"))
    return frozenset.intersection(*(letters_of(face.read_bytes()) for face in faces))


def letters_of(font: bytes) -> frozenset[int]:
    """Return the code points of a TrueType font: its `cmap` table in format 12 or 4.

    Raise ValueError when the font has neither. Source: OpenType specification, `cmap`.
    """
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    tables = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        tables[platform, encoding] = start + offset
    for kind in _UNICODE_TABLES:
        if kind in tables:
            return _letters_at(font, tables[kind])
    raise ValueError("font without a Unicode table")


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + _TABLE_ENTRY * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"font without a table {name!r}")


def _letters_at(font: bytes, at: int) -> frozenset[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        return _letters_of_groups(font, at)
    if form == 4:
        return _letters_of_segments(font, at)
    raise ValueError(f"font with a table of format {form}")


def _letters_of_groups(font: bytes, at: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * index)
        found.update(code for code in range(first, last + 1) if glyph + code - first)
    return frozenset(found)


def _letters_of_segments(font: bytes, at: int) -> frozenset[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    ends, starts, deltas, offsets = (
        at + 14,
        at + 16 + twice,
        at + 16 + 2 * twice,
        at + 16 + 3 * twice,
    )
    found: set[int] = set()
    for index in range(0, twice, 2):
        (end,) = struct.unpack_from(">H", font, ends + index)
        (start,) = struct.unpack_from(">H", font, starts + index)
        (delta,) = struct.unpack_from(">H", font, deltas + index)
        (offset,) = struct.unpack_from(">H", font, offsets + index)
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(
                    ">H", font, offsets + index + offset + 2 * (code - start)
                )
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return frozenset(found)
