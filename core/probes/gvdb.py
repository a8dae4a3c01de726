"""Databases of dconf, the settings of GNOME: GVDB tables with GVariant values, read as they lie.

Format: gvdb-format.h of GLib; GVariant serialisation for plain values. Nothing needs a session.
"""

import struct
from collections.abc import Mapping

Plain = bool | int | str

_MAGIC = b"GVariant"
_NO_PARENT = 0xFFFFFFFF
_ITEM = struct.Struct("<IIIHcxII")
_NUMBERS = {b"y": "<B", b"n": "<h", b"q": "<H", b"i": "<i", b"u": "<I", b"x": "<q", b"t": "<Q"}
_DEEPEST = 40


def _value(raw: bytes) -> Plain | None:
    """Read a boxed variant: the value, a zero byte, its type; None for a type of no interest."""
    body, _, kind = raw.rpartition(b"\0")
    if kind == b"b" and len(body) == 1:
        return body != b"\0"
    if kind == b"s" and body.endswith(b"\0"):
        return body[:-1].decode("utf-8", "replace")
    layout = _NUMBERS.get(kind)
    if layout is None or len(body) != struct.calcsize(layout):
        return None
    return int(struct.unpack(layout, body)[0])


def _table(raw: bytes, start: int, end: int) -> dict[str, tuple[bytes, int, int]]:
    """Return the items of a hash table by full name: their kind, and where their value lies."""
    if end > len(raw) or end - start < 8:
        raise ValueError("table cut short")
    blooms, buckets = struct.unpack_from("<II", raw, start)
    first = start + 8 + 4 * ((blooms & 0x07FFFFFF) + buckets)
    count = (end - first) // _ITEM.size
    if first > end:
        raise ValueError("table cut short")
    items = [_ITEM.unpack_from(raw, first + number * _ITEM.size) for number in range(count)]

    def name_of(number: int, depth: int = 0) -> str:
        _, parent, key, size, *_ = items[number]
        own = raw[key : key + size].decode("utf-8", "replace")
        if parent == _NO_PARENT or parent >= count or depth > _DEEPEST:
            return own
        return name_of(parent, depth + 1) + own

    if any(not low <= high <= len(raw) for *_, low, high in items):
        raise ValueError("value beyond the end")
    return {
        name_of(number): (kind, low, high) for number, (*_, kind, low, high) in enumerate(items)
    }


def read_gvdb(raw: bytes) -> tuple[Mapping[str, Plain], frozenset[str]]:
    """Return the plain values of a database by path, and the paths that are locked.

    ValueError for what is no such database.
    """
    if len(raw) < 24 or raw[:8] != _MAGIC:
        raise ValueError("no GVDB of this byte order")
    start, end = struct.unpack_from("<II", raw, 16)
    values: dict[str, Plain] = {}
    locks: frozenset[str] = frozenset()
    for name, (kind, low, high) in _table(raw, start, end).items():
        if kind == b"v":
            value = _value(raw[low:high])
            if value is not None:
                values[name] = value
        elif kind == b"H" and name.endswith(".locks"):
            locks = frozenset(_table(raw, low, high))
    return values, locks
