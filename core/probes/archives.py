"""Whether an archive is empty or cut short, by its structure, without unpacking gigabytes.

What is looked at: zip and the office formats built on it, the end record and the directory it
points to; 7z, the header at the end and its checksum; xz, the footer and the index before it; zstd,
the chain of blocks; bzip2, the mark of its end; tar, the first header and the two empty blocks at
the end; gzip, the whole stream, because it has no mark of its end, and where time runs out the
stated size of a packed tar. A small zip or tar is empty too when all that it holds are folders and
files of no byte: what was to be backed up was not there. The data between is not compared with
anything: that is what a test restore is for.
"""

import os
import struct
import time
import zlib
from collections.abc import Callable
from typing import BinaryIO

from core.model.unknown import Unknown, UnknownCode

EMPTY = "empty"
CUT_SHORT = "cut short"
NOT_THIS_KIND = "not what its name says"

_ZIP_END_SIZE = 22
_ZIP_TAIL = _ZIP_END_SIZE + 65_535
_BZIP2_END = 0x177245385090
_CHUNK = 1 << 20
_LARGEST_7Z_HEADER = 32 << 20
_TAR_BLOCK = 512
_SMALL = 16 << 10
"""Bytes up to which an archive may hold names alone; unpacked that is a few megabytes at most."""
_TARS = (".tar", ".tar.gz", ".tgz")


class _OutOfTimeError(Exception):
    """The limit is over before the end was reached."""


def _tail(file: BinaryIO, size: int, count: int) -> bytes:
    file.seek(max(0, size - count))
    return file.read(count)


def _zip(file: BinaryIO, size: int, deadline: float) -> str:
    head = file.read(4)
    if not head.startswith(b"PK"):
        return NOT_THIS_KIND
    tail = _tail(file, size, _ZIP_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _ZIP_END_SIZE:
        return CUT_SHORT
    _, _, _, _, entries, length, start, comment = struct.unpack_from("<4s4H2LH", tail, at)
    if at + _ZIP_END_SIZE + comment > len(tail):
        return CUT_SHORT
    if entries == 0xFFFF or 0xFFFFFFFF in (length, start):  # zip64 keeps them elsewhere
        return "" if b"PK\x06\x06" in tail[:at] else CUT_SHORT
    if entries == 0:
        return EMPTY
    end = size - len(tail) + at
    first = end - length
    if first < start:
        return CUT_SHORT
    file.seek(first)  # a self-extracting program may stand before the archive
    return "" if file.read(4) == b"PK\x01\x02" else CUT_SHORT


def _seven_zip(file: BinaryIO, size: int, deadline: float) -> str:
    head = file.read(32)
    if head[:6] != b"7z\xbc\xaf\x27\x1c":
        return NOT_THIS_KIND
    if len(head) < 32 or zlib.crc32(head[12:32]) != struct.unpack_from("<L", head, 8)[0]:
        return CUT_SHORT
    offset, length, check = struct.unpack_from("<QQL", head, 12)
    if length == 0:
        return EMPTY
    if 32 + offset + length > size:
        return CUT_SHORT
    if length > _LARGEST_7Z_HEADER:
        return ""
    file.seek(32 + offset)
    return "" if zlib.crc32(file.read(length)) == check else CUT_SHORT


def _xz(file: BinaryIO, size: int, deadline: float) -> str:
    head = file.read(12)
    if head[:6] != b"\xfd7zXZ\x00":
        return NOT_THIS_KIND
    end = size
    while end > 12 and _tail(file, end, 4) == b"\0\0\0\0":
        end -= 4  # padding after a stream, allowed in steps of four bytes
    if end < 32:
        return CUT_SHORT
    foot = _tail(file, end, 12)[:12]
    check, backward = struct.unpack_from("<LL", foot, 0)
    if foot[10:] != b"YZ" or zlib.crc32(foot[4:10]) != check:
        return CUT_SHORT
    index = end - 12 - (backward + 1) * 4
    if index < 12:
        return CUT_SHORT
    file.seek(index)
    mark = file.read(2)
    if mark[:1] != b"\0":
        return CUT_SHORT
    return EMPTY if mark == b"\0\0" else ""


def _zstd_frame_header(head: bytes) -> tuple[int, int]:
    """Return the length of a frame header and of the checksum at the frame's end."""
    described = head[4]
    single = described >> 5 & 1
    dictionary = (0, 1, 2, 4)[described & 3]
    content = (1 if single else 0, 2, 4, 8)[described >> 6]
    return 5 + (0 if single else 1) + dictionary + content, 4 if described & 4 else 0


def _zstd(file: BinaryIO, size: int, deadline: float) -> str:
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return CUT_SHORT
        if 0x184D2A50 <= int.from_bytes(head[:4], "little") <= 0x184D2A5F:
            at += 8 + int.from_bytes(head[4:], "little")
            continue
        if head[:4] != b"\x28\xb5\x2f\xfd":
            return CUT_SHORT if at else NOT_THIS_KIND
        header, checksum = _zstd_frame_header(head)
        at += header
        last = False
        while not last:
            if time.monotonic() > deadline:
                raise _OutOfTimeError
            file.seek(at)
            block = int.from_bytes(raw := file.read(3), "little")
            if len(raw) < 3:
                return CUT_SHORT
            last = bool(block & 1)
            at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
        at += checksum
    return "" if at == size else CUT_SHORT


def _bzip2(file: BinaryIO, size: int, deadline: float) -> str:
    if file.read(3) != b"BZh":
        return NOT_THIS_KIND
    tail = int.from_bytes(_tail(file, size, 11), "big")
    # The end stands at any bit: 48 bits of mark, 32 of checksum, at most 7 of padding.
    ended = any(tail >> 32 + shift & 0xFFFFFFFFFFFF == _BZIP2_END for shift in range(8))
    return "" if ended else CUT_SHORT


def _tar(file: BinaryIO, size: int, deadline: float) -> str:
    head = file.read(_TAR_BLOCK)
    if not head.strip(b"\0"):
        return EMPTY
    stated = head[148:156].strip(b" \0")
    summed = sum(head) - sum(head[148:156]) + 8 * 32
    try:
        if int(stated, 8) != summed:
            return NOT_THIS_KIND
    except ValueError:
        return NOT_THIS_KIND
    if size % _TAR_BLOCK or _tail(file, size, 2 * _TAR_BLOCK).strip(b"\0"):
        return CUT_SHORT
    return ""


def _gzip(file: BinaryIO, size: int, deadline: float) -> str:
    if file.read(2) != b"\x1f\x8b":
        return NOT_THIS_KIND
    file.seek(0)
    unpacked = 0
    rest = file.read(_CHUNK)
    while rest.strip(b"\0"):  # several streams may follow each other, zero bytes after them
        stream = zlib.decompressobj(wbits=31)
        while not stream.eof:
            if time.monotonic() > deadline:
                raise _OutOfTimeError
            if not rest:
                return CUT_SHORT
            try:
                unpacked += len(stream.decompress(rest, _CHUNK))
            except zlib.error:
                return CUT_SHORT
            rest = stream.unconsumed_tail or (b"" if stream.eof else file.read(_CHUNK))
        rest = stream.unused_data or file.read(_CHUNK)
    return "" if unpacked else EMPTY


def _tar_gzip_end(file: BinaryIO, size: int) -> str:
    """Judge a packed tar by its last four bytes, the size of the tar, which is whole blocks."""
    stated = int.from_bytes(_tail(file, size, 4), "little")
    return CUT_SHORT if stated % _TAR_BLOCK else ""


_Test = Callable[[BinaryIO, int, float], str]
_TESTS: dict[str, _Test] = {
    **dict.fromkeys((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"), _zip),
    ".7z": _seven_zip,
    **dict.fromkeys((".gz", ".tgz"), _gzip),
    **dict.fromkeys((".xz", ".txz"), _xz),
    **dict.fromkeys((".zst", ".tzst"), _zstd),
    **dict.fromkeys((".bz2", ".tbz", ".tbz2"), _bzip2),
    ".tar": _tar,
}


def _holds_names_alone(path: str) -> bool:
    """Say whether an archive holds nothing but folders and empty files.

    An incremental tar marks its folders otherwise, and one of an unchanged day holds no file.
    """
    import tarfile
    import zipfile

    name = path.casefold()
    try:
        if name.endswith(".zip"):
            with zipfile.ZipFile(path) as packed:
                return not any(each.file_size for each in packed.infolist())
        if name.endswith(_TARS):
            with tarfile.open(path) as archive:
                return all(each.isdir() or (each.isreg() and not each.size) for each in archive)
    except Exception:  # of whatever kind its reader raises: the test before has found no fault
        return False
    return False


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].casefold()


def is_archive(name: str) -> bool:
    """Say whether a file of this name is an archive whose end can be tested."""
    return _ending(name) in _TESTS


def fault_of(path: str, limit: float) -> str | Unknown:
    """Return what is wrong with an archive, empty for nothing; look for at most `limit` seconds.

    Raise OSError when the file cannot be read.
    """
    test = _TESTS.get(_ending(path))
    if test is None:
        return Unknown(UnknownCode.NOT_SUPPORTED, "no archive of a known kind")
    deadline = time.monotonic() + limit
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            return EMPTY
        try:
            fault = test(file, size, deadline)
            return EMPTY if not fault and size <= _SMALL and _holds_names_alone(path) else fault
        except _OutOfTimeError:
            if path.casefold().endswith((".tar.gz", ".tgz")):
                return _tar_gzip_end(file, size)
            return Unknown(UnknownCode.TIMED_OUT, f"the end was not reached within {limit:g} s")
        except (struct.error, IndexError):
            return CUT_SHORT
