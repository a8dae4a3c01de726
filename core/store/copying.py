"""Copies of the whole database: made while it is in use, put back only when it is closed."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.store.database import CLOSING_PATIENCE, acquire, lock_of, share_like_folder
from core.store.left_open import JOURNAL, has_open_journal
from core.store.trouble import in_use, told_plainly
from core.whole_file import settle, take_name

_BESIDE = ("-wal", "-shm", JOURNAL)
"""What SQLite keeps beside a database."""


def copy_into(connection: sqlite3.Connection, file: Path, target: Path) -> None:
    """Write a whole copy of a database; it appears under its name only when complete.

    Whoever may read the database may read the copy, and nobody else, wherever that goes. The
    caller holds the write lock.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
        connection.execute("VACUUM INTO ?", (str(part),))
        # FAT knows no accounts and may refuse.
        with suppress(OSError):
            part.chmod(file.stat().st_mode & 0o666)
        _settle(part)
        take_name(part, target)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(file: Path, copy: Path, aside: Path) -> None:
    """Put a copy in the place of a database; the old one is kept aside, never deleted.

    `aside` is the name it gets. So is what SQLite kept beside a database that is gone: it would
    write that into the copy. KnownError `store_in_use` when another window or command has it open:
    SQLite tells where it writes a log, the lock does on a stick.
    """
    with told_plainly(file), _alone(file):
        if file.exists():
            _refuse_open(file)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            shutil.copyfile(copy, part)
            share_like_folder(part)
            _settle(part)
            if file.exists():
                # There is a book under the name at every moment: else a new one would be made.
                _keep(file, aside)
            for ending in _BESIDE:
                # A journal that is void is nobody's; a new one would have to get its clusters.
                if ending != JOURNAL or has_open_journal(file):
                    _move(file.with_name(file.name + ending), aside.with_name(aside.name + ending))
            with _nobody_has_it_open(file):
                take_name(part, file)
        finally:
            part.unlink(missing_ok=True)


def drop(files: Sequence[Path]) -> None:
    """Delete copies that are too many."""
    for each in files:
        with suppress(OSError):
            each.unlink()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Hold the lock of a database, so that nobody opens it on a stick, or writes it elsewhere."""
    lock = lock_of(file)
    acquire(lock, CLOSING_PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _refuse_open(file: Path) -> None:
    """Refuse a database that somebody else has open.

    Leaving the write-ahead log needs the file for oneself alone. One that is too damaged for the
    question cannot be in good use either.
    """
    connection = sqlite3.connect(file, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise in_use(str(error)) from error
    except sqlite3.DatabaseError:
        pass
    finally:
        connection.close()


def _keep(file: Path, aside: Path) -> None:
    """Keep a file under another name as well: as a link, where the file system knows any."""
    try:
        os.link(file, aside)
        settle(aside)
    except OSError:
        part = aside.with_name(f"{aside.name}.part")
        try:
            shutil.copyfile(file, part)
            _settle(part)
            take_name(part, aside)
        finally:
            part.unlink(missing_ok=True)


def _move(old: Path, new: Path) -> None:
    with suppress(FileNotFoundError), _nobody_has_it_open(old):
        os.rename(old, new)
        settle(new)


@contextmanager
def _nobody_has_it_open(file: Path) -> Iterator[None]:
    """Say of a file that cannot be moved that another program has it open, as on Windows."""
    try:
        yield
    except PermissionError as error:
        raise KnownError("file_in_use", Exit.IN_USE, str(error), file=file.name) from error


def _settle(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
