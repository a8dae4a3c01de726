"""Schema: the tables of every room, made by named migrations that are never changed afterwards."""

import sqlite3
from collections.abc import Iterator

from core.store import log, runs, settings, waivers

MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("log_001", log.TABLES),
    ("runs_001", runs.TABLES),
    ("waivers_001", waivers.TABLES),
    ("settings_001", settings.TABLES),
)
"""Name and statements of each migration, in order. New ones are added at the end."""

VERSION = len(MIGRATIONS)
"""The number that stands as `user_version` in a database with all of them."""


def statements() -> Iterator[str]:
    """Return every statement in order, for an empty database in memory."""
    for _, group in MIGRATIONS:
        yield from group


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that are pending; the caller holds the transaction around it."""
    # Imported at the top of the file this would add a tenth of a second to every start.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("trucan")
    for name, group in MIGRATIONS:

        def apply(database: Database, group: tuple[str, ...] = group) -> None:
            for statement in group:
                database.conn.execute(statement)

        migrations(name=name)(apply)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA user_version={VERSION}")
