"""Store: opens the one database of a home, brings it up to date, and gives a port per room."""

import os
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from core.model.errors import Exit, KnownError
from core.store import schema
from core.store.database import APPLICATION_ID, Database, make_shared_folder, share_like_folder
from core.store.left_open import has_open_journal, was_left_open
from core.store.place import Medium, place_of
from core.store.trouble import COPIES, damaged, folder_trouble, not_writable, told_plainly
from core.whole_file import settle_names

if TYPE_CHECKING:
    from core.store.board import BoardRows
    from core.store.consolidated import Consolidated
    from core.store.contacts import Contacts
    from core.store.incidents import Drafts
    from core.store.log import LogRows
    from core.store.people import People
    from core.store.pins import Pins
    from core.store.rosters import Rosters
    from core.store.runs import Runs
    from core.store.sent import SentRegister
    from core.store.trust import SendingRows, TrustedKeyRows
    from core.store.waivers import Waivers

FILE_NAME = "trucan.db"

EXAMINED_AT_START = 64 * 1024 * 1024
"""Bytes up to which a database that was not closed is examined at once (about 0.1 s)."""


class Store:
    """The open store. Values of the model and bytes go in and come out."""

    def __init__(self, database: Database) -> None:
        """Take a database that is up to date; `open` makes one."""
        self._database = database

    @cached_property
    def log(self) -> "LogRows":
        """The rows of the duty log."""
        from core.store.log import LogRows

        return LogRows(self._database)

    @cached_property
    def contacts(self) -> "Contacts":
        """The contacts outside the office."""
        from core.store.contacts import Contacts

        return Contacts(self._database)

    @cached_property
    def people(self) -> "People":
        """The persons of the office."""
        from core.store.people import People

        return People(self._database)

    @cached_property
    def rosters(self) -> "Rosters":
        """The rosters."""
        from core.store.rosters import Rosters

        return Rosters(self._database)

    @cached_property
    def runs(self) -> "Runs":
        """The runs."""
        from core.store.runs import Runs

        return Runs(self._database)

    @cached_property
    def waivers(self) -> "Waivers":
        """The waivers."""
        from core.store.waivers import Waivers

        return Waivers(self._database)

    @cached_property
    def pins(self) -> "Pins":
        """The PINs of persons."""
        from core.store.pins import Pins

        return Pins(self._database)

    @cached_property
    def drafts(self) -> "Drafts":
        """The drafts of incidents."""
        from core.store.incidents import Drafts

        return Drafts(self._database)

    @cached_property
    def sent(self) -> "SentRegister":
        """The register of what was sent."""
        from core.store.sent import SentRegister

        return SentRegister(self._database)

    @cached_property
    def trusted_keys(self) -> "TrustedKeyRows":
        """The keys whose seals count here."""
        from core.store.trust import TrustedKeyRows

        return TrustedKeyRows(self._database)

    @cached_property
    def sending(self) -> "SendingRows":
        """What went up, and the receipts."""
        from core.store.trust import SendingRows

        return SendingRows(self._database)

    @cached_property
    def consolidated(self) -> "Consolidated":
        """What was received from below: loading it."""
        from core.store.consolidated import Consolidated

        return Consolidated(self._database)

    @cached_property
    def board(self) -> "BoardRows":
        """What was received from below: reading it."""
        from core.store.board import BoardRows

        return BoardRows(self._database)

    @classmethod
    def open(cls, place: Path, *, read_only: bool = False, medium: Medium | None = None) -> Self:
        """Open the database file `place`, or the one in the folder `place`; make it if need be.

        Read only, one that does not exist is empty, and an older one is brought up to date first.
        KnownError: a foreign, newer or damaged file, a folder that cannot be written, a network
        share (SQLite is not safe there), a full disk, or in use. `medium` overrides what is found
        out about the folder.
        """
        file = (place if place.suffix == ".db" else place / FILE_NAME).absolute()
        _refuse_foreign(file)
        if read_only:
            return cls(_open_to_read(file))
        _prepare_folder(file)
        medium = place_of(file.parent).medium if medium is None else medium
        if medium is Medium.NETWORK:
            raise KnownError("store_on_network", Exit.CANNOT_WRITE, path=str(file.parent))
        is_left_open = was_left_open(file)
        database = Database(file, medium, read_only=False)
        try:
            _bring_up_to_date(database)
            store = cls(database)
            if is_left_open and file.stat().st_size <= EXAMINED_AT_START:
                store._refuse_damage()
        except BaseException:
            database.close()
            raise
        return store

    @property
    def file(self) -> Path:
        """Return where the database stands."""
        return self._database.file

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be written."""
        return self._database.read_only

    @property
    def is_open(self) -> bool:
        """Say whether it was not closed yet."""
        return self._database.is_open

    @property
    def is_on_stick(self) -> bool:
        """Say whether it is written on a medium that can be carried away."""
        return self._database.is_on_stick

    def examine(self) -> tuple[str, ...]:
        """Return what is wrong with the file's structure, in SQLite's words; empty when sound."""
        found = tuple(str(line) for (line,) in self._database.read("PRAGMA quick_check(20)"))
        return () if found == ("ok",) else found

    def stamp(self) -> int:
        """Return a number that is another one once another program has written into it."""
        return self._database.stamp()

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the database, durably; it has its name only when complete."""
        from core.store.copying import copy_into

        with self._database.alone() as connection:
            copy_into(connection, self.file, target)

    @classmethod
    def open_despite(cls, place: Path, damage: KnownError) -> Self:
        """Open a damaged or doubtful database to read what can be read, and refuse to write.

        `damage` is what those are told who would write. Where nothing of it can be read, what is
        opened is empty: a window can say what happened, and offer a backup.
        """
        file = (place / FILE_NAME).absolute()
        try:
            database = Database(file, Medium.FIXED, read_only=True)
            try:
                if _version(database) != schema.VERSION:
                    raise damage
            except BaseException:
                database.close()
                raise
        except KnownError:
            database = _empty(file)
        database.refusal = damage
        return cls(database)

    @classmethod
    def open_copy(cls, file: Path) -> Self:
        """Open a copy to look at it: nothing of it, not even its journal, is changed.

        KnownError: a foreign or newer file, one from before the tree, one that does more than hold
        our tables or lacks some, or a damaged one.
        """
        from core.store.strange import strange_parts

        file = file.absolute()
        _refuse_foreign(file)
        database = Database(file, Medium.FIXED, read_only=True, still=True)
        try:
            version = _version(database)
            if version < schema.WITH_TREE:
                raise damaged(file, "tables of an old version")
            if strange := strange_parts(database, version):
                raise damaged(file, f"not as we make it: {', '.join(strange)}")
            return cls(database)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Close the database; closing twice does no harm."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _refuse_damage(self) -> None:
        complaints = self.examine()
        if complaints:
            raise damaged(self.file, "; ".join(complaints))


def _refuse_foreign(file: Path) -> None:
    """Refuse a file that is not ours before anything near it is made or changed.

    The mark is read by SQLite, not from the plain file: on POSIX systems closing a plain file
    takes away the locks of every connection of this process to it.
    """
    try:
        if not file.stat().st_size:
            return
        with told_plainly(file):
            mark = _mark(file)
    except FileNotFoundError:
        return
    except OSError as error:
        raise folder_trouble(error, file.parent) from error
    if mark not in (APPLICATION_ID, None):
        raise _foreign(file, mark)


def _mark(file: Path) -> int | None:
    """Return the application id in a file, 0 if it is no database, None if it cannot be told.

    Looked at without its log or journal, a database that was not closed may seem to be in pieces.
    """
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return cast(int, connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT:
            return None
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            if has_open_journal(file):
                return None
            if not _head_is_empty(file):
                return 0
        raise
    finally:
        connection.close()


def _foreign(file: Path, mark: object) -> KnownError:
    return KnownError("store_foreign", Exit.BAD_INPUT, f"mark {mark!r}", file=str(file))


def _head_is_empty(file: Path) -> bool:
    """Say whether the head holds only zeros, as a crash may leave a file that was ours."""
    with file.open("rb") as stream:
        return not stream.read(100).strip(b"\0")


def _prepare_folder(file: Path) -> None:
    folder = file.parent
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            settle_names(folder)
    except OSError as error:
        raise folder_trouble(error, folder) from error
    wanted = [folder, file] if file.exists() else [folder]
    for each in wanted:
        if not os.access(each, os.W_OK):
            raise not_writable(each, "no right to write")


def _open_to_read(file: Path) -> Database:
    if not file.exists() or not file.stat().st_size:
        return _empty(file)
    database = Database(file, Medium.FIXED, read_only=True)
    try:
        version = _version(database)
    except BaseException:
        database.close()
        raise
    if version < schema.VERSION:
        database.close()
        Store.open(file).close()
        return _open_to_read(file)
    return database


def _empty(file: Path) -> Database:
    """Return an empty database in memory that stands for a file."""
    database = Database(file, Medium.FIXED, read_only=True, in_memory=True)
    for statement in schema.statements():
        database.read(statement)
    return database


def _bring_up_to_date(database: Database) -> None:
    """Make or migrate the tables where that is pending, and set the journal."""
    if _version(database) == schema.VERSION and database.journal_fits():
        database.use_journal()
        return
    with database.alone() as connection:
        if database.is_on_stick:
            # There the journal is no mark in the file, and the first write needs it as well.
            database.use_journal()
        # Looked at again: another process may have migrated while this one waited for the lock.
        version = _version(database)
        if version < schema.VERSION:
            if version:
                _keep_copy(connection, database.file, version)
            else:
                share_like_folder(database.file)
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                schema.migrate(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        database.use_journal()


def _version(database: Database) -> int:
    """Return the version of the tables, 0 for a file without any; refuse newer and foreign ones."""
    ((mark, tables),) = database.read(
        "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id"
    )
    if tables and mark != APPLICATION_ID:
        raise _foreign(database.file, mark)
    ((version,),) = database.read("PRAGMA user_version")
    number = cast(int, version)
    if number > schema.VERSION:
        raise KnownError("store_newer", Exit.BAD_INPUT, version=str(number))
    return number


def _keep_copy(connection: sqlite3.Connection, file: Path, version: int) -> None:
    """Keep a whole copy of an older database; it appears under its name only when complete."""
    folder = file.parent / COPIES
    make_shared_folder(folder)
    from core.store.copying import copy_into

    copy_into(connection, file, folder / f"{file.stem}-v{version}-{os.urandom(4).hex()}.db")
