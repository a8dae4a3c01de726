"""Server: what was received, on a PostgreSQL server that several people use at once.

The same tables and the same statements as in the file of a home, so the same bundles give the same
board. The connection is the one the user configured; nothing else is ever connected to.
"""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from core.model.errors import Exit, KnownError
from core.store.board import BoardRows
from core.store.consolidated import Consolidated
from core.store.database import Cell, Row
from core.store.tables import Found, Writing
from core.store.trust import TrustedKeyRows

if TYPE_CHECKING:
    import psycopg

VERSION = 3
"""The version of the tables on a server."""

TURN = 0x54524341
"""The advisory lock under which one writer at a time decides what is newest."""

_SCHEMES = ("postgresql://", "postgres://")


class ServerTables:
    """One connection to a server; each call takes its turn."""

    def __init__(self, address: str) -> None:
        """Connect and make the tables if need be; KnownError when that is not possible."""
        self._turn = threading.RLock()
        try:
            import psycopg
        except ImportError as error:
            raise KnownError("exchange.server_missing", Exit.USAGE, str(error)) from error
        if not address.startswith(_SCHEMES):
            raise KnownError("exchange.server_address", Exit.USAGE)
        try:
            with _told_plainly():
                self._connection: psycopg.Connection[Any] = psycopg.connect(
                    address, autocommit=True, connect_timeout=10, application_name="trucan"
                )
        except psycopg.ProgrammingError:
            # What it says repeats the address, and with it the password.
            raise KnownError("exchange.server_address", Exit.USAGE) from None
        try:
            self._bring_up_to_date()
        except BaseException:
            self._connection.close()
            raise

    def read(self, query: str, values: Sequence[Cell] = ()) -> list[Row]:
        """Return all rows of a query."""
        with self._turn, _told_plainly():
            cursor = self._connection.execute(_translated(query), tuple(values))
            return cast("list[Row]", cursor.fetchall())

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Hold a transaction that no other writer of this server is beside."""
        with self._turn, _told_plainly(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
            yield _ServerWriting(self._connection)

    def close(self) -> None:
        """Disconnect."""
        self._connection.close()

    def _bring_up_to_date(self) -> None:
        from core.store import received_rows, trust

        versions = (
            (*trust.KEYS, *received_rows.TABLES),
            received_rows.NOTES,
            received_rows.SIZES,
        )
        with self.write() as writing:
            found = self._connection.execute("SELECT to_regclass('trucan_version')").fetchone()
            if found is None or found[0] is None:
                writing.execute("CREATE TABLE trucan_version (number INTEGER NOT NULL)")
                writing.execute("INSERT INTO trucan_version (number) VALUES (0)")
            ((version,),) = writing.execute("SELECT number FROM trucan_version").fetchall()
            if version > VERSION:
                raise KnownError("store_newer", Exit.BAD_INPUT, version=str(version))
            if version < VERSION:
                for statement in (each for group in versions[version:] for each in group):
                    self._connection.execute(_made_for_server(statement))
                writing.execute("UPDATE trucan_version SET number = ?", (VERSION,))


class _ServerWriting:
    """Statements of an open transaction."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def execute(self, query: str, values: Sequence[Cell] = (), /) -> Found:
        """Carry out one statement."""
        return self._connection.execute(_translated(query), tuple(values))

    def executemany(self, query: str, rows: Iterable[Sequence[Cell]], /) -> object:
        """Carry out one statement for each row of values."""
        with self._connection.cursor() as cursor:
            cursor.executemany(_translated(query), [tuple(row) for row in rows])
        return None


class ServerStore:
    """What consolidation needs of a store, on a server."""

    def __init__(self, address: str) -> None:
        """Connect."""
        self._tables = ServerTables(address)

    @cached_property
    def trusted_keys(self) -> TrustedKeyRows:
        """The keys whose seals count there."""
        return TrustedKeyRows(self._tables)

    @cached_property
    def consolidated(self) -> Consolidated:
        """What was received: loading it."""
        return Consolidated(self._tables)

    @cached_property
    def board(self) -> BoardRows:
        """What was received: reading it."""
        return BoardRows(self._tables)

    def close(self) -> None:
        """Disconnect."""
        self._tables.close()


def _translated(query: str) -> Any:
    return query.replace("%", "%%").replace("?", "%s").encode()


def _made_for_server(statement: str) -> Any:
    """Return a statement that makes a table as PostgreSQL writes it."""
    text = re.sub(r"\)\s*STRICT(, WITHOUT ROWID)?\s*$", ")", statement.rstrip())
    text = re.sub(r"\bBLOB\b", "BYTEA", text)
    # Texts sort by their bytes on both, whatever the language of the server.
    text = re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', text)
    return re.sub(r"\bINTEGER\b", "BIGINT", text).encode()


@contextmanager
def _told_plainly() -> Iterator[None]:
    import psycopg

    try:
        yield
    except psycopg.OperationalError as error:
        raise KnownError("exchange.server_gone", Exit.CANNOT_WRITE, str(error).strip()) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise KnownError("exchange.server_right", Exit.NO_RIGHT, str(error).strip()) from error
