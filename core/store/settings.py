"""Settings as stored: a JSON value for each key."""

import json
from collections.abc import Mapping
from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

Setting = None | bool | int | float | str | list["Setting"] | dict[str, "Setting"]


class SettingRows:
    """The settings in one database; what they mean is not known here."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def all(self) -> dict[str, Setting]:
        """Return every stored setting."""
        rows = cast("list[tuple[str, str]]", self._database.read("SELECT key, value FROM setting"))
        return {key: json.loads(value) for key, value in rows}

    def put(self, values: Mapping[str, Setting]) -> dict[str, Setting]:
        """Store settings together, None taking one away; return what stood there, for undo."""
        with self._database.write() as connection:
            before = self.all()
            connection.executemany(
                "INSERT INTO setting (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [(key, json.dumps(value)) for key, value in values.items() if value is not None],
            )
            connection.executemany(
                "DELETE FROM setting WHERE key = ?",
                [(key,) for key, value in values.items() if value is None],
            )
        return {key: before.get(key) for key in values}
