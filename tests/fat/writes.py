"""Records of what was written onto a disk: dm-log-writes."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
_MAGIC = 0x6A736677736872
_SUPER = struct.Struct("<QQQI")
_HEAD = struct.Struct("<QQQQ")
_FLUSH, _FORCED, _DISCARD, _MARK = 1, 2, 4, 8

Write = tuple[int, bytes]
"""Where on the disk, in bytes, and what."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was written between two flushes, and the last mark before the second.

    A mark tells what has to be there by the first flush: of the writes a disk may still have none.
    """

    told: int
    writes: tuple[Write, ...]


def spans(record: Path) -> Iterator[Span]:
    """Yield what a record holds; the last span is what no flush has ended."""
    told = 0
    pending: list[Write] = []
    for flags, place, body in _steps(record):
        if flags & (_FORCED | _DISCARD):
            raise ValueError("a kind of write that is not reckoned with")
        if flags & _MARK:
            told = int(body)
            continue
        if flags & _FLUSH:
            yield Span(told, tuple(pending))
            pending = []
        if body:
            pending.append((place, body))
    yield Span(told, tuple(pending))


def _steps(record: Path) -> Iterator[tuple[int, int, bytes]]:
    with record.open("rb") as stream:
        magic, version, count, size = _SUPER.unpack(stream.read(_SUPER.size))
        if (magic, version, size) != (_MAGIC, 1, SECTOR):
            raise ValueError(f"no record of writes: {magic:x} {version} {size}")
        stream.seek(SECTOR)
        for _ in range(count):
            head = stream.read(SECTOR)
            sector, length, flags, text = _HEAD.unpack_from(head)
            if flags & _MARK:
                yield flags, 0, head[_HEAD.size : _HEAD.size + text]
            else:
                yield flags, sector * SECTOR, stream.read(length * SECTOR)
