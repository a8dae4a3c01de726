"""Schema: the tables of every room, made by named migrations that are never changed afterwards."""

import sqlite3
from collections.abc import Iterator

VERSION = 14
"""The number that stands as `user_version` in a database with all migrations.

It rises by one with each and never falls: a table of settings was once the fourth, and books that
have it are still brought up to date.
"""


WITH_TREE = 5
"""From this version on a book has all tables that its verification reads."""


def migrations() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return name and statements of each migration, in order. New ones are added at the end."""
    # Imported here because a database that is up to date needs none of it to be opened.
    from core.store import (
        attachments,
        contacts,
        incidents,
        links,
        log,
        people,
        pins,
        received_rows,
        rosters,
        runs,
        search,
        sent,
        topics,
        trust,
        waivers,
    )

    return (
        ("log_001", log.TABLES),
        ("runs_001", runs.TABLES),
        ("waivers_001", waivers.TABLES),
        ("log_002", (*search.TABLES, *links.TABLES, *attachments.TABLES)),
        ("roster_001", (*people.TABLES, *rosters.TABLES)),
        ("incidents_001", (*topics.TABLES, *incidents.TABLES)),
        ("sent_001", sent.TABLES),
        ("exchange_001", (*trust.KEYS, *trust.SENDING, *received_rows.TABLES)),
        ("contacts_001", contacts.TABLES),
        ("pins_001", pins.TABLES),
        ("exchange_002", received_rows.NOTES),
        ("exchange_003", received_rows.SIZES),
        ("contacts_002", contacts.PROOFS),
    )


def statements() -> Iterator[str]:
    """Return every statement in order, for an empty database in memory."""
    for _, group in migrations():
        yield from group


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the migrations that are pending; the caller holds the transaction around it."""
    # Imported at the top of the file this would add a tenth of a second to every start.
    from sqlite_utils import Database, Migrations

    pending = Migrations("trucan")
    for name, group in migrations():

        def apply(database: Database, group: tuple[str, ...] = group) -> None:
            for statement in group:
                database.conn.execute(statement)

        pending(name=name)(apply)
    pending.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA user_version={VERSION}")
