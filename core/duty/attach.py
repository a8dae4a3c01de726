"""Files for the book: what they are by their content, and pictures without what the camera noted.

JPEG, PNG and WebP pictures are cleaned, see `core.duty.pictures`. Other kinds are kept as they are.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.duty.pictures import without_notes
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
        content = without_notes(given, mime)
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
