"""The font of printed documents, and which characters it can show."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FAMILY = "Tinos"

_TABLE_ENTRY = 16
_LAST_CODE = 0xFFFE
_UNICODE_TABLES = ((3, 10), (0, 4), (3, 1), (0, 3))


@cache
def letters() -> frozenset[int]:
    """Return the code points that every face of the font can show."""
    faces = sorted(FOLDER.glob(f"{FAMILY}-*.ttf"))
    return frozenset.intersection(*(frozenset(glyphs_of(face.read_bytes())) for face in faces))


def width_of(text: str, face: str) -> float:
    """Return how wide a line of text is, in ems; `face` is Regular, Bold, Italic or BoldItalic."""
    widths, usual = _widths(face)
    return sum((widths.get(ord(each), usual) for each in text), 0.0)


@cache
def _widths(face: str) -> tuple[dict[int, float], float]:
    """Return the advance of each code point in ems, and that of the missing glyph."""
    font = (FOLDER / f"{FAMILY}-{face}.ttf").read_bytes()
    (em,) = struct.unpack_from(">H", font, _table(font, b"head") + 18)
    (count,) = struct.unpack_from(">H", font, _table(font, b"hhea") + 34)
    start = _table(font, b"hmtx")

    def advance(glyph: int) -> float:
        (units,) = struct.unpack_from(">H", font, start + 4 * min(glyph, count - 1))
        return int(units) / int(em)

    return {code: advance(glyph) for code, glyph in glyphs_of(font).items()}, advance(0)


def glyphs_of(font: bytes) -> dict[int, int]:
    """Return the glyph of each code point of a TrueType font: `cmap` in format 12 or 4.

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
            return _glyphs_at(font, tables[kind])
    raise ValueError("font without a Unicode table")


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + _TABLE_ENTRY * index)
        if tag == name:
            return int(offset)
    raise ValueError(f"font without a table {name!r}")


def _glyphs_at(font: bytes, at: int) -> dict[int, int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        return _glyphs_of_groups(font, at)
    if form == 4:
        return _glyphs_of_segments(font, at)
    raise ValueError(f"font with a table of format {form}")


def _glyphs_of_groups(font: bytes, at: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    found: dict[int, int] = {}
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * index)
        found.update((code, glyph + code - first) for code in range(first, last + 1))
    return {code: glyph for code, glyph in found.items() if glyph}


def _glyphs_of_segments(font: bytes, at: int) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * twice)
    offsets_at = at + 16 + 3 * twice
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    found: dict[int, int] = {}
    for index, (start, end, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(start, min(end, _LAST_CODE) + 1):
            glyph = code
            if offset:
                place = offsets_at + 2 * index + offset + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", font, place)
            if glyph:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
