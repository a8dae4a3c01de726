"""Trouble: what SQLite and the file system report, as errors that the user can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.model.moments import to_text
from core.store.place import place_of
from core.whole_file import limit_trouble

COPIES = "copies"
"""Folder beside the database where copies made before a migration stand."""

BACKUPS = "backups"
"""Folder beside the database where its backups stand unless another place is named."""

_PRIMARY = 0xFF
_ROOM_NEEDED = 1_000_000

_LONGEST_ON_FAT = 2**32
"""Bytes that a file on FAT stays below. SQLite does not say what the system refused a write for."""


@contextmanager
def told_plainly(file: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into KnownError; our own mistakes pass."""
    try:
        yield
    except sqlite3.Error as error:
        known = _known(error, file)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _medium_failed(sqlite3.SQLITE_FULL, file, str(error)) from error
        raise folder_trouble(error, file.parent) from error


def folder_trouble(error: OSError, folder: Path) -> KnownError:
    """Return what it means to the user that a folder, or what stands in it, was refused."""
    return limit_trouble(error, folder) or not_writable(folder, str(error))


def in_use(detail: str) -> KnownError:
    """Say that another window or command is writing."""
    return KnownError("store_in_use", Exit.IN_USE, detail)


def not_writable(path: Path, detail: str) -> KnownError:
    """Say that this account may not write somewhere."""
    return KnownError("no_write", Exit.CANNOT_WRITE, detail, path=str(path))


def damaged(file: Path, detail: str) -> KnownError:
    """Say that the file is damaged, naming the day of the newest copy where there is one."""
    day = _newest_copy(file)
    if not day:
        return KnownError("store_damaged_alone", Exit.BAD_INPUT, detail, file=str(file))
    return KnownError("store_damaged", Exit.BAD_INPUT, detail, date=day)


def _known(error: sqlite3.Error, file: Path) -> KnownError | None:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    detail = f"{getattr(error, 'sqlite_errorname', '')}: {error}"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return in_use(detail)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(file, detail)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return not_writable(file.parent, detail)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return _medium_failed(code, file, detail)
    return None


def _medium_failed(code: int, file: Path, detail: str) -> KnownError:
    import shutil

    drive = place_of(file.parent).drive
    if not file.exists():
        return KnownError("stick_removed", Exit.CANNOT_WRITE, detail, file=file.name, drive=drive)
    if code == sqlite3.SQLITE_FULL or shutil.disk_usage(file.parent).free < _ROOM_NEEDED:
        return KnownError("disk_full", Exit.CANNOT_WRITE, detail, what=file.name, drive=drive)
    if 0 <= _LONGEST_ON_FAT - file.stat().st_size < _ROOM_NEEDED:
        return KnownError("file_too_large", Exit.CANNOT_WRITE, detail, what=file.name, drive=drive)
    return KnownError("disk_error", Exit.CANNOT_WRITE, detail, file=file.name, drive=drive)


def _newest_copy(file: Path) -> str:
    folders = (file.parent / COPIES, file.parent / BACKUPS)
    times = [each.stat().st_mtime for folder in folders for each in folder.glob("*.db")]
    return to_text(datetime.fromtimestamp(max(times), UTC)) if times else ""
