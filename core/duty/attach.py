"""Files for the book: what they are by their content, and pictures without what the camera noted.

Only JPEG pictures are cleaned: place, device and owner stand in their Exif, XMP and IPTC parts.
How the picture is turned is kept. Other kinds are kept as they are.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.duty.typed import clean_name
from core.model.duty import Attachment
from core.model.errors import Exit, KnownError

SIZE_LIMIT = 25_000_000
"""Bytes of one file at most."""

FILES_LIMIT = 20
"""Files of one entry at most."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0")
"""Windows, Linux, macOS and Java programs, and shortcuts of Windows."""

_UNKNOWN = "application/octet-stream"
_ORIENTATION = 0x0112
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers that stand alone, without a length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFile:
    """A file as it is kept, its name, and the digest of what was given."""

    attachment: Attachment
    content: bytes
    name: str
    original: str


def prepare(path: Path) -> PreparedFile:
    """Read a file for the book. KnownError: unreadable, too large, a program, a broken picture."""
    try:
        with path.open("rb") as stream:
            given = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        file = path.name
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=file) from error
    if len(given) > SIZE_LIMIT:
        limit = SIZE_LIMIT // 1_000_000
        raise KnownError("attachment_large", Exit.BAD_INPUT, file=path.name, limit=limit)
    if given.startswith(_PROGRAMS):
        raise KnownError("attachment_program", Exit.BAD_INPUT, file=path.name)
    mime = kind_of(given)
    try:
        content = without_notes(given) if mime == "image/jpeg" else given
    except (IndexError, ValueError) as error:
        raise KnownError("attachment_broken", Exit.BAD_INPUT, str(error), file=path.name) from error
    digest = hashlib.sha256(content).hexdigest()
    return PreparedFile(
        attachment=Attachment(sha256=digest, size=len(content), mime=mime),
        content=content,
        name=clean_name(path.name[-150:]),
        original=hashlib.sha256(given).hexdigest(),
    )


def kind_of(content: bytes) -> str:
    """Return the media type that the content itself shows, whatever the file is called."""
    for start, mime in _STARTS:
        if content.startswith(start):
            return mime
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "image/heic" if content[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    if b"\0" not in content:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return _UNKNOWN
        return "image/svg+xml" if b"<svg" in content[:4096] else "text/plain"
    return _UNKNOWN


def without_notes(picture: bytes) -> bytes:
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
    exif = _exif(turned) if turned != 1 else b""
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


def _exif(turned: int) -> bytes:
    """Return an Exif part that says how a picture is turned, and nothing else."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes((0, turned, 0, 0))
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
