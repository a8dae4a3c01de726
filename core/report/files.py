"""Saving: a document as files in a folder, whole or not at all, never over another file."""

import errno
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path

from core.model.document import Document
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, from_text
from core.report import docx, html_form, json_form, pdf, xlsx
from core.whole_file import limit_trouble, settle

WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": pdf.write,
    "docx": docx.write,
    "xlsx": xlsx.write,
    "html": html_form.write,
    "json": json_form.write,
}
"""The forms a document can take, by the ending of their files."""

PREFIX = "TRUCAN"
LONGEST_NAME = 40

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]+")
_GONE = frozenset((errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE))


def save(
    document: Document,
    formats: Iterable[str],
    folder: Path,
    writers: Mapping[str, Callable[[Document], bytes]] = WRITERS,
) -> tuple[Path, ...]:
    """Write the document into a folder in each format and return the files, in that order.

    The folder is made if only its last part is missing. A name already taken gets a number. Raise
    ValueError for an unknown format, KnownError when the folder cannot be written, is full or is
    gone; then nothing of the document is left there.
    """
    wanted = tuple(dict.fromkeys(formats))
    unknown = [each for each in wanted if each not in writers]
    if unknown:
        raise ValueError(f"unknown formats: {', '.join(unknown)}")
    contents = {each: writers[each](document) for each in wanted}
    stem = name_of(document)
    try:
        folder.mkdir(exist_ok=True)
        return _save_all(contents, folder, stem)
    except OSError as error:
        raise known_trouble(error, folder, stem) from error


def name_of(document: Document) -> str:
    """Return the name of the document's files without ending, in ASCII and without spaces."""
    moment = from_text(document.date).astimezone(VIETNAM)
    about = _ascii(document.about) or _ascii(document.kind)
    return f"{PREFIX}_{about}_{moment:%Y%m%dT%H%M}"


def _ascii(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(each for each in spread if not unicodedata.combining(each))
    return _NOT_IN_NAMES.sub("-", bare)[:LONGEST_NAME].strip("-.")


def _save_all(contents: Mapping[str, bytes], folder: Path, stem: str) -> tuple[Path, ...]:
    """Write all parts first, so that a full disk is met before anything has its name."""
    parts: dict[str, Path] = {}
    saved: list[Path] = []
    try:
        for ending, content in contents.items():
            parts[ending] = folder / f"{stem}.{ending}.{os.getpid()}.part"
            _write(parts[ending], content)
        name = _free_name(folder, stem, contents)
        for ending, part in parts.items():
            final = folder / f"{name}.{ending}"
            _rename(part, final)
            saved.append(final)
            settle(final)
    except OSError:
        for each in (*parts.values(), *saved):
            _forget(each)
        raise
    return tuple(saved)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _free_name(folder: Path, stem: str, endings: Iterable[str]) -> str:
    """Return a name that none of the endings has taken: the files of one document share it."""
    endings = tuple(endings)
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    return next(
        name
        for name in names
        if not any((folder / f"{name}.{ending}").exists() for ending in endings)
    )


def _rename(part: Path, final: Path) -> None:
    """Give a part its name; FileExistsError if another program took the name meanwhile.

    Windows refuses to rename onto a file. POSIX would replace it, so a hard link goes first; FAT
    knows no links, there only the check before stands.
    """
    if os.name == "nt":
        os.rename(part, final)
        return
    try:
        os.link(part, final)
    except FileExistsError:
        raise
    except OSError:
        os.rename(part, final)
    else:
        part.unlink()


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def known_trouble(error: OSError, folder: Path, stem: str) -> KnownError:
    """Return what a failed write means to the user: a full disk, a stick gone, no right."""
    drive, detail = folder.drive or str(folder), str(error)
    if known := limit_trouble(error, folder / stem):
        return known
    if error.errno in _GONE:
        return KnownError("stick_removed", Exit.CANNOT_WRITE, detail, file=stem, drive=drive)
    return KnownError("no_write", Exit.CANNOT_WRITE, detail, path=str(folder))
