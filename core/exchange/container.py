"""The container of a bundle: a ZIP of the plainest kind, written the same way each time.

Reading trusts nothing. What is not laid out as we lay it out is refused: members stand one after
another from the first byte on, without gaps, extras or comments, so nothing can overlap or hide.
Sizes are counted while unpacking, never believed; nothing is written anywhere.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping

from core.exchange.refusal import RefusedError
from core.model.exchange import Why

MIMETYPE = b"application/vnd.trucan.bundle"
MIMETYPE_NAME = "mimetype"

FILE_LIMIT = 64_000_000
"""Bytes of a bundle at most."""

TOTAL_LIMIT = 200_000_000
"""Bytes of all members unpacked at most."""

RATIO_LIMIT = 100
"""How many times a member may grow when it is unpacked, beyond its first megabyte."""

MEMBER_LIMIT = 1000

_FREELY = 1_000_000
_NAME_LIMIT = 150
_NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*/){0,2}[A-Za-z0-9_][A-Za-z0-9._-]*")
_ENDINGS = ("", "json", "jsonl", "txt", "tlog-proof", "pdf", "docx", "xlsx", "html", "csv")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_HEAD = struct.Struct("<4sHHHHHIIIHH")
_ROW_SIZE = 46
_TAIL = struct.Struct("<4sHHHHIIH")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = (stat.S_IFREG | 0o644) << 16
_ENCRYPTED = 0x1


def write_container(members: Mapping[str, bytes]) -> bytes:
    """Return a container of members by name; the same members give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _add(archive, MIMETYPE_NAME, MIMETYPE, zipfile.ZIP_STORED)
        for name in sorted(members):
            _refuse_name(name)
            _add(archive, name, members[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.create_system = 3
    entry.external_attr = _FILE_MODE
    entry.compress_type = method
    archive.writestr(entry, content, compresslevel=9)


class Container:
    """The members of a bundle, each unpacked when it is asked for."""

    def __init__(self, source: bytes) -> None:
        """Look at the list of members; RefusedError when it is not one of ours."""
        if len(source) > FILE_LIMIT:
            raise RefusedError(Why.TOO_LARGE, f"{len(source)} bytes")
        if source[:4] != b"PK\x03\x04":
            raise RefusedError(Why.NOT_BUNDLE, "no container")
        try:
            with zipfile.ZipFile(io.BytesIO(source)) as archive:
                entries = archive.infolist()
                start = archive.start_dir
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise RefusedError(Why.UNREADABLE, str(error)) from error
        if len(entries) > MEMBER_LIMIT:
            raise RefusedError(Why.TOO_MANY, f"{len(entries)} members")
        self._source = source
        self._left = TOTAL_LIMIT
        self._entries = _by_name(entries)
        self._begins = _laid_out(source, entries, start)
        _refuse_hidden(source, entries, start)
        if entries[0].filename != MIMETYPE_NAME or self.read(MIMETYPE_NAME, 200) != MIMETYPE:
            raise RefusedError(Why.NOT_BUNDLE, "another kind of container")

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the members."""
        return frozenset(self._entries)

    def read(self, name: str, limit: int) -> bytes:
        """Unpack a member of at most `limit` bytes; refused when it is missing or not as said."""
        entry = self._entries.get(name)
        if entry is None:
            raise RefusedError(Why.MISSING, name)
        begin = self._begins[name]
        packed = self._source[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            content = packed
        else:
            content = self._unpacked(name, packed, min(limit, self._left))
        self._left -= len(content)
        if len(content) > limit or self._left < 0:
            raise RefusedError(Why.TOO_LARGE, name)
        if len(content) != entry.file_size:
            raise RefusedError(Why.UNREADABLE, f"{name}: not as long as it says")
        return content

    def _unpacked(self, name: str, packed: bytes, limit: int) -> bytes:
        most = min(limit, max(_FREELY, RATIO_LIMIT * len(packed)))
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = stream.decompress(packed, most + 1)
        except zlib.error as error:
            raise RefusedError(Why.UNREADABLE, f"{name}: {error}") from error
        if len(content) > most:
            raise RefusedError(Why.TOO_LARGE, name)
        if not stream.eof or stream.unused_data:
            raise RefusedError(Why.UNREADABLE, f"{name}: cut off or too long")
        return content


def _by_name(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for each in entries:
        name = each.orig_filename
        kind = stat.S_IFMT(each.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise RefusedError(Why.LINK, name)
        _refuse_name(name)
        if name.casefold() in seen:
            raise RefusedError(Why.TWICE, name)
        seen.add(name.casefold())
        if each.flag_bits & _ENCRYPTED or each.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise RefusedError(Why.UNREADABLE, f"{name}: packed otherwise")
        found[name] = each
    return found


def _refuse_name(name: str) -> None:
    parts = name.split("/")
    ending = parts[-1].partition(".")[2].rpartition(".")[2]
    if (
        len(name) > _NAME_LIMIT
        or not _NAME.fullmatch(name)
        or ending not in _ENDINGS
        or any(_DEVICES.fullmatch(part) or part.endswith(".") for part in parts)
    ):
        raise RefusedError(Why.BAD_NAME, ascii(name[:80]))


def _refuse_hidden(source: bytes, entries: list[zipfile.ZipInfo], start: int) -> None:
    """Refuse a list that holds, or is followed by, anything but the names of the members."""
    size = sum(_ROW_SIZE + len(each.filename) for each in entries)
    tail = _TAIL.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, start, 0)
    if source[start + size :] != tail:
        raise RefusedError(Why.UNREADABLE, "something stands behind the list")


def _laid_out(source: bytes, entries: list[zipfile.ZipInfo], end: int) -> dict[str, int]:
    """Return where each member's bytes begin; RefusedError unless they stand as we write them."""
    begins: dict[str, int] = {}
    at = 0
    for each in entries:
        head = source[at : at + _HEAD.size]
        if each.header_offset != at or len(head) < _HEAD.size:
            raise RefusedError(Why.OVERLAP, f"{each.filename} at {each.header_offset}, not {at}")
        mark, _, flags, method, _, _, _, packed, size, name_length, extra = _HEAD.unpack(head)
        begin = at + _HEAD.size + name_length
        name = source[at + _HEAD.size : begin]
        said = (b"PK\x03\x04", each.compress_type, each.compress_size, each.file_size)
        if (mark, method, packed, size) != said or extra or flags != each.flag_bits:
            raise RefusedError(Why.UNREADABLE, f"{each.filename}: two descriptions disagree")
        if name != each.filename.encode():
            raise RefusedError(Why.UNREADABLE, f"{each.filename}: two names")
        begins[each.filename] = begin
        at = begin + each.compress_size
    if at != end:
        raise RefusedError(Why.OVERLAP, f"the list begins at {end}, the members end at {at}")
    return begins
