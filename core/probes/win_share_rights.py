"""Who may do what, from a security descriptor as the registry keeps it (MS-DTYP 2.4.6)."""

import struct

_ALLOWED, _DENIED = 0, 1
_HAS_LIST = 0x0004
_HEADER, _LIST_HEADER, _ENTRY_HEADER = 20, 8, 8


def sid_at(raw: bytes, offset: int) -> str:
    """Read a SID in its binary form; ValueError when it is cut short."""
    if len(raw) < offset + 8:
        raise ValueError("SID cut short")
    revision, count = raw[offset], raw[offset + 1]
    end = offset + 8 + 4 * count
    if len(raw) < end:
        raise ValueError("SID cut short")
    authority = int.from_bytes(raw[offset + 2 : offset + 8], "big")
    rest = struct.unpack_from(f"<{count}I", raw, offset + 8)
    return "-".join(["S", str(revision), str(authority), *map(str, rest)])


def granted(raw: bytes, sids: frozenset[str]) -> int | None:
    """Return the access that some SIDs have together; None when no list says, so all have all.

    ValueError for a descriptor that makes no sense.
    """
    if len(raw) < _HEADER:
        raise ValueError("descriptor cut short")
    control, offset = struct.unpack_from("<H", raw, 2)[0], struct.unpack_from("<I", raw, 16)[0]
    if not control & _HAS_LIST or not offset:
        return None
    if len(raw) < offset + _LIST_HEADER:
        raise ValueError("list cut short")
    count = struct.unpack_from("<H", raw, offset + 4)[0]
    place, allowed, denied = offset + _LIST_HEADER, 0, 0
    for _ in range(count):
        if len(raw) < place + _ENTRY_HEADER:
            raise ValueError("entry cut short")
        kind, _, size, mask = struct.unpack_from("<BBHI", raw, place)
        if size < _ENTRY_HEADER:
            raise ValueError("entry without a size")
        if kind in (_ALLOWED, _DENIED) and sid_at(raw, place + 8) in sids:
            allowed |= mask & ~denied if kind == _ALLOWED else 0
            denied |= mask if kind == _DENIED else 0
        place += size
    return allowed
