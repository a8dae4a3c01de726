"""Pictures without what the camera noted: place, device, owner, comments, previews, times.

What is needed to show them stays: points, colours, and how they are turned.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

_ORIENTATION = 0x0112
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers that stand alone, without a length."""
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
        b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
_WEBP_NEEDED = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04


def without_notes(picture: bytes, mime: str) -> bytes:
    """Return a picture of a media type without its notes; what is no such picture as it is.

    ValueError or IndexError when it is not a whole one.
    """
    bare = {"image/jpeg": _bare_jpeg, "image/png": _bare_png, "image/webp": _bare_webp}.get(mime)
    return picture if bare is None else bare(picture)


def _bare_png(picture: bytes) -> bytes:
    """Return a PNG picture up to its end, with the chunks that are needed to show it."""
    kept, turned, at = [_PNG_START], 1, len(_PNG_START)
    kind = b""
    while kind != b"IEND":
        length, kind = _head(picture, at, ">I4s")
        end = at + 12 + length
        body = picture[at + 8 : end - 4]
        if end > len(picture) or zlib.crc32(kind + body) != _head(picture, end - 4, ">I")[0]:
            raise ValueError(f"a chunk at {at} is not whole")
        if kind == b"eXIf":
            turned = _orientation(body)
        elif kind in _PNG_NEEDED:
            kept.append(picture[at:end])
        at = end
    if turned != 1:
        kept.insert(2, _chunk(b"eXIf", _tiff(turned)))
    return b"".join(kept)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _bare_webp(picture: bytes) -> bytes:
    """Return a WebP picture with the chunks that are needed to show it."""
    whole = 8 + _head(picture, 4, "<I")[0]
    kept: list[bytes] = []
    turned, at = 1, 12
    while at < whole:
        kind, length = _head(picture, at, "<4sI")
        end = at + 8 + length + length % 2
        if end > min(whole + whole % 2, len(picture) + length % 2):
            raise ValueError(f"a chunk at {at} is not whole")
        if kind == b"EXIF":
            turned = _orientation(picture[at + 8 : end].removeprefix(b"Exif\0\0"))
        elif kind in _WEBP_NEEDED:
            kept.append(picture[at:end])
        at = end
    if not kept:
        raise ValueError("no picture in it")
    if kept[0][:4] == b"VP8X":
        flags = kept[0][8] & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP)
        flags |= _WEBP_HAS_EXIF if turned != 1 else 0
        kept[0] = kept[0][:8] + bytes((flags,)) + kept[0][9:]
        if turned != 1:
            body = _tiff(turned)
            kept.append(struct.pack("<4sI", b"EXIF", len(body)) + body)
    bodies = b"".join(kept)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(bodies), b"WEBP") + bodies


def _head(picture: bytes, at: int, form: str) -> tuple[Any, ...]:
    """Read numbers at a place; ValueError behind the end."""
    try:
        return struct.unpack_from(form, picture, at)
    except struct.error as error:
        raise ValueError(str(error)) from error


def _bare_jpeg(picture: bytes) -> bytes:
    """Return a JPEG picture without Exif, XMP, IPTC, comments, previews and what follows its end.

    What is needed to show it stays: colours, and one number of its Exif, how it is turned.
    ValueError or IndexError when it is no whole picture.
    """
    kept, turned = [], 1
    for marker, part in _parts(picture):
        if marker == _APP1 and part[4:10] == b"Exif\0\0":
            turned = _orientation(part[10:])
        elif _is_needed(marker, part):
            kept.append(part)
    exif = b""
    if turned != 1:
        body = b"Exif\0\0" + _tiff(turned)
        exif = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    return b"".join((picture[:2], exif, *kept, b"\xff\xd9"))


def _parts(picture: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and bytes of each part up to the end, a scan together with its points."""
    at = 2
    while picture[at + 1] != _END:
        if picture[at] != 0xFF:
            raise ValueError(f"no marker at {at}")
        marker = picture[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = 0 if marker in _BARE else int.from_bytes(picture[at + 2 : at + 4], "big")
        end = at + 2 + length
        if end > len(picture) or (length < 2 and marker not in _BARE):
            raise ValueError(f"a part at {at} does not end")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(picture, end)
        yield marker, picture[at:end]
        at = end


def _is_needed(marker: int, part: bytes) -> bool:
    if marker == _APP0:
        return part[4:9] == b"JFIF\0"
    if marker == _APP2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == _APP14:
        return part[4:9] == b"Adobe"
    return marker != _COMMENT and not _APP0 <= marker <= _APP15


def _end_of_scan(picture: bytes, at: int) -> int:
    """Return where the next marker stands that is not part of the picture's points."""
    while True:
        at = picture.index(b"\xff", at)
        following = picture[at + 1]
        if following and following not in _BARE:
            return at
        at += 2


def _orientation(tiff: bytes) -> int:
    """Return how Exif says the picture is turned, 1 when it does not say."""
    if tiff[:2] not in (b"II", b"MM"):
        return 1

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if tiff[:1] == b"I" else "big")

    table = number(4, 4)
    for entry in range(table + 2, table + 2 + 12 * number(table, 2), 12):
        if number(entry, 2) == _ORIENTATION:
            turned = number(entry + 8, 2)
            return turned if turned in range(1, 9) else 1
    return 1


def _tiff(turned: int) -> bytes:
    """Return what Exif holds of a picture that is turned so, and nothing else."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes((0, turned, 0, 0))
    return b"MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
