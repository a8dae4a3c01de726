"""Widths of columns: each at least as wide as the longest word in it that cannot be broken."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.model.document import Annex, Block, Document, TableBlock
from core.report import fonts

PORTRAIT, LANDSCAPE = 165.0, 252.0
"""Width of the text in millimetres: the page without the margins of the decree."""

TABLE_POINTS, SMALL_POINTS = 12, 10
MOST_COLUMNS = 9
"""With more columns a table is set in the smaller size."""

_POINTS_OF_MM = 72 / 25.4
_INSET = 7.5
"""Points that a cell keeps free on both sides together, with its lines."""

_KEPT_WHOLE, _BROKEN_ANYWHERE = 13, 22
"""As the template breaks: names up to the first stay whole, from the second on letters part."""

_WORD = re.compile(r"\S+")
_JOINT = re.compile(r"(?<=[-/\\])(?=\D)")
"""A line may end after these marks, but not before a digit (Unicode line breaking, rule 25)."""

_UNITS = 1000


def is_small(block: TableBlock, *, dense: bool) -> bool:
    """Say whether a table is set in the smaller size: in a dense document, or with many columns."""
    return dense or len(block.columns) > MOST_COLUMNS


def with_room(document: Document) -> Document:
    """Return the document with columns widened for their words, at the cost of the wider ones.

    A table whose words all fit, or whose words need more than the page, stays as it is.
    """
    landscape = document.landscape
    blocks: list[Block] = []
    for each in document.blocks:
        if isinstance(each, Annex):
            landscape = each.landscape
        width = LANDSCAPE if landscape else PORTRAIT
        if isinstance(each, TableBlock):
            blocks.append(_roomy(each, width, dense=document.dense))
        else:
            blocks.append(each)
    return replace(document, blocks=tuple(blocks))


def _roomy(block: TableBlock, width: float, *, dense: bool) -> TableBlock:
    points = SMALL_POINTS if is_small(block, dense=dense) else TABLE_POINTS
    room = width * _POINTS_OF_MM
    total = sum(each.share for each in block.columns)
    wanted = [room * each.share / total for each in block.columns]
    needed = [_needed(block, at, points) for at in range(len(block.columns))]
    if all(want >= need for want, need in zip(wanted, needed, strict=True)) or sum(needed) > room:
        return block
    parts = _shared(wanted, needed, room)
    columns = (
        replace(column, share=max(1, round(_UNITS * part / room)))
        for column, part in zip(block.columns, parts, strict=True)
    )
    return replace(block, columns=tuple(columns))


def _shared(wanted: list[float], needed: list[float], room: float) -> list[float]:
    """Give each what it needs, then part what is left as it was wanted."""
    spare = [max(0.0, want - need) for want, need in zip(wanted, needed, strict=True)]
    left = room - sum(needed)
    total = sum(spare) or 1.0
    return [need + left * each / total for need, each in zip(needed, spare, strict=True)]


def _needed(block: TableBlock, at: int, points: float) -> float:
    """Return the points that a column needs: its title is bold, its cells are not."""
    words = _words(block.columns[at].title)
    title = max((fonts.width_of(word, "Bold") for word in words), default=0)
    longest: dict[int, str] = {}
    for row in block.rows:
        for word in _words(row[at]):
            longest.setdefault(len(word), word)
    cells = sorted(longest.values(), key=len)[-3:]
    widest = max((fonts.width_of(word, "Regular") for word in cells), default=0)
    return max(title, widest) * points + _INSET


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if len(word) >= _BROKEN_ANYWHERE:
            continue
        if len(word) > _KEPT_WHOLE:
            yield from (part for part in _JOINT.split(word) if part)
        else:
            yield word
