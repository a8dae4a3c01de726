"""Database: one connection to one SQLite file, its settings, its turn-taking and its write lock.

SQLite before 3.51.3 can damage a write-ahead log when two connections write or checkpoint at
once (the WAL-reset bug, https://sqlite.org/wal.html#walresetbug). So every write transaction and
every checkpoint holds a file lock beside the database, and automatic checkpoints are off.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.model.errors import Exit, KnownError
from core.store.left_open import JOURNAL
from core.store.place import Medium
from core.store.trouble import in_use, not_writable, told_plainly

if TYPE_CHECKING:
    from filelock import BaseFileLock

APPLICATION_ID = 0x54524341
"""`TRCA` in the header of the file: this is ours."""

LOCK_PATIENCE = 5.0
"""Seconds to wait for another window or command that is writing."""

CLOSING_PATIENCE = 1.0

LOG_SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes of write-ahead log from which on it is written back into the database."""

Cell = str | int | float | bytes | None
Row = tuple[Cell, ...]

# On FAT, to make a file shorter changes its folder and the table of clusters. A disk that stops
# between the two leaves a journal that is not to be removed until the file system is put in order.
# So the journal of a stick keeps its length, however long, and only its beginning is made void.
_JOURNALS = {Medium.FIXED: ("wal", "FULL", 2), Medium.REMOVABLE: ("persist", "EXTRA", 3)}

_JOURNAL_SIZE_LIMITS = {Medium.FIXED: 0, Medium.REMOVABLE: -1}
"""Bytes to which a journal or log that has been used is cut back, negative for not at all."""


def share_like_folder(file: Path) -> None:
    """Let every account that may write into the folder write the file: a home may be shared."""
    # FAT knows no accounts and may refuse.
    with suppress(OSError):
        file.chmod(file.parent.stat().st_mode & 0o666)


def make_shared_folder(folder: Path) -> None:
    """Make a folder for everyone who may use the one above it, unless it is there; OSError."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):
        folder.chmod(folder.parent.stat().st_mode & 0o777)


def lock_of(file: Path) -> "BaseFileLock":
    """Return the lock beside a database that whoever writes it holds; it is not taken yet."""
    from filelock import FileLock

    return FileLock(
        file.with_suffix(".lock"), thread_local=False, poll_interval=0.01, fallback_to_soft=False
    )


def acquire(lock: "BaseFileLock", patience: float) -> None:
    """Take the lock of a database; KnownError when somebody holds it, or it cannot be made."""
    from filelock import Timeout

    path = Path(lock.lock_file)
    is_new = not path.exists()
    try:
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise in_use(str(error)) from error
    except OSError as error:
        raise not_writable(path.parent, str(error)) from error
    if is_new:
        share_like_folder(path)


class Database:
    """A connection that several threads may use; each call takes its turn."""

    def __init__(
        self,
        file: Path,
        medium: Medium,
        *,
        read_only: bool,
        in_memory: bool = False,
        still: bool = False,
    ) -> None:
        """Connect; a file that is to be written is made if need be.

        `in_memory` gives an empty database that stands for a file which is not there yet, `still`
        says that nobody writes into the file, so that nothing is made beside it.
        """
        self.refusal: KnownError | None = None
        """What to tell those who would write, where it is not the folder that forbids it."""
        self.is_open = True
        self._still = still
        self.file = file
        self.read_only = read_only
        self._medium = medium
        self._turn = threading.RLock()
        self._lock: BaseFileLock | None = None
        self._writing = False
        # What lies on a stick is one program's at a time: some drivers do not show one process what
        # another wrote. SQLite's own exclusive mode would keep a journal open after emptying it,
        # which not every driver bears.
        self._kept = self.is_on_stick
        if self._kept:
            self._take_lock(LOCK_PATIENCE)
        with told_plainly(file):
            self._connection = sqlite3.connect(
                self._address(in_memory),
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=LOCK_PATIENCE,
            )
            try:
                self._settle()
            except BaseException:
                self._connection.close()
                self._let_go()
                raise

    @property
    def is_on_stick(self) -> bool:
        """Say whether it is written on a medium that can be carried away."""
        return self._medium is Medium.REMOVABLE and not self.read_only

    @property
    def log_file(self) -> Path:
        """Return where the write-ahead log stands while there is one."""
        return self.file.with_name(f"{self.file.name}-wal")

    def read(self, query: str, values: Sequence[Cell] = ()) -> list[Row]:
        """Return all rows of a query."""
        with self._turn, told_plainly(self.file):
            return self._connection.execute(query, values).fetchall()

    def stamp(self) -> int:
        """Return a number that is another one once another program has written; ours do not count.

        Source: SQLite, PRAGMA data_version.
        """
        return cast("int", self.read("PRAGMA data_version")[0][0])

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Hold the write lock and a transaction: all of it is stored, durably, or none of it.

        Raise KnownError when the file cannot be written or stays in use by another process.
        """
        with self.alone() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self._write_back_long_log()

    @contextmanager
    def alone(self, patience: float | None = None) -> Iterator[sqlite3.Connection]:
        """Hold the write lock without a transaction, for what cannot stand inside one.

        `patience` is how many seconds to wait for it, normally LOCK_PATIENCE.
        """
        if self.read_only:
            raise self.refusal or not_writable(self.file.parent, "opened read only")
        with self._turn:
            if self._writing:
                raise RuntimeError("a write inside a write")
            lock = self._take_lock(LOCK_PATIENCE if patience is None else patience)
            self._writing = True
            try:
                with told_plainly(self.file):
                    yield self._connection
            finally:
                self._writing = False
                lock.release()

    def forget_erased(self) -> None:
        """Leave nothing of what was just erased in the log or the journal beside the database."""
        with self.alone() as connection:
            if not self.is_on_stick:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            with self.file.with_name(f"{self.file.name}{JOURNAL}").open("rb+") as journal:
                journal.write(bytes(os.fstat(journal.fileno()).st_size))
                journal.flush()
                os.fsync(journal.fileno())

    def use_journal(self) -> None:
        """Set the journal for the medium; the caller holds the write lock when it may change."""
        journal, name, number = _JOURNALS[self._medium]
        found = self._pragma(f"journal_mode={journal}")
        self.read(f"PRAGMA synchronous={name}")
        if found != journal or self._pragma("synchronous") != number:
            raise KnownError(
                "disk_error",
                Exit.CANNOT_WRITE,
                f"journal {found!r} instead of {journal!r}",
                file=self.file.name,
                drive=str(self.file.parent),
            )

    def journal_fits(self) -> bool:
        """Say whether the journal is already the one for the medium."""
        return self._pragma("journal_mode") == _JOURNALS[self._medium][0]

    def close(self) -> None:
        """Write the log back and disconnect; closing twice does no harm.

        If another process is writing, the log is left to it: SQLite writes it back when the last
        connection goes, under a lock of its own that admits nobody else.
        """
        with self._turn:
            if not self.read_only and self._log_size() > 0:
                with suppress(KnownError, sqlite3.Error), self.alone(CLOSING_PATIENCE) as last:
                    last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.close()
            self.is_open = False
            self._let_go()

    def _let_go(self) -> None:
        """Give back the lock that was kept for as long as the database was open."""
        if self._kept and self._lock is not None:
            self._kept = False
            self._lock.release()

    def _address(self, in_memory: bool) -> str:
        if in_memory:
            return "file::memory:"
        if not self.read_only:
            return f"{self.file.as_uri()}?mode=rwc"
        # Beside a log that nobody can have left, a reader in a closed folder needs no lock files.
        closed = not os.access(self.file.parent, os.W_OK) and not self.log_file.exists()
        still = self._still or closed
        return f"{self.file.as_uri()}?mode=ro{'&immutable=1' if still else ''}"

    def _settle(self) -> None:
        run = self._connection.execute
        for setting in (
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "mmap_size=0",
            "temp_store=MEMORY",
            "secure_delete=FAST",
            "fullfsync=ON",
            "checkpoint_fullfsync=ON",
            "wal_autocheckpoint=0",
            f"journal_size_limit={_JOURNAL_SIZE_LIMITS[self._medium]}",
        ):
            run(f"PRAGMA {setting}")

    def _pragma(self, name: str) -> Cell:
        ((value,),) = self.read(f"PRAGMA {name}")
        return value

    def _take_lock(self, patience: float) -> "BaseFileLock":
        if self._lock is None:
            self._lock = lock_of(self.file)
        acquire(self._lock, patience)
        return self._lock

    def _write_back_long_log(self) -> None:
        if self._log_size() < LOG_SIZE_LIMIT:
            return
        # The transaction is already durable; a log that cannot be written back now can be later.
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _log_size(self) -> int:
        try:
            return self.log_file.stat().st_size
        except OSError:
            return 0
