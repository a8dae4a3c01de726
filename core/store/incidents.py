"""Drafts of incidents: what was filled in so far for their reports. A draft is no record."""

from collections.abc import Mapping
from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE incident_draft (
        incident TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        saved TEXT NOT NULL,
        PRIMARY KEY (incident, field)
    ) STRICT, WITHOUT ROWID
    """,
)

Kept = Mapping[str, tuple[str, str]]
"""Value and moment of saving (ISO) of each field."""


class Drafts:
    """The drafts in one database."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def of(self, incident: str) -> Kept:
        """Return what was filled in for an incident."""
        rows = self._database.read(
            "SELECT field, value, saved FROM incident_draft WHERE incident = ? ORDER BY field",
            (incident,),
        )
        return {
            name: (value, saved) for name, value, saved in cast("list[tuple[str, str, str]]", rows)
        }

    def keep(self, incident: str, fields: Kept) -> None:
        """Save fields durably; of a field that is there already the one saved later stays."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO incident_draft (incident, field, value, saved) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (incident, field) DO UPDATE"
                " SET value = excluded.value, saved = excluded.saved"
                " WHERE excluded.saved >= incident_draft.saved",
                [(incident, name, *kept) for name, kept in fields.items()],
            )
