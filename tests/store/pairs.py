"""A table of pairs in a store, for tests of the store itself: something to write and read back."""

import json
from collections.abc import Mapping
from typing import cast

from core.store.store import Store

Setting = None | bool | int | float | str | list["Setting"] | dict[str, "Setting"]


class Pairs:
    """Keys with values, put together or not at all."""

    def __init__(self, store: Store) -> None:
        """Use the table of a store, and make it where it is not there yet."""
        self._database = store._database
        if not store.read_only and not self._is_there():
            with self._database.write() as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS pair (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
                    " STRICT, WITHOUT ROWID"
                )

    def all(self) -> dict[str, Setting]:
        """Return every pair."""
        if not self._is_there():
            return {}
        rows = cast("list[tuple[str, str]]", self._database.read("SELECT key, value FROM pair"))
        return {key: json.loads(value) for key, value in rows}

    def put(self, values: Mapping[str, Setting]) -> None:
        """Store pairs together."""
        with self._database.write() as connection:
            connection.executemany(
                "INSERT INTO pair (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [(key, json.dumps(value)) for key, value in values.items()],
            )

    def _is_there(self) -> bool:
        return bool(self._database.read("SELECT 1 FROM sqlite_schema WHERE name = 'pair'"))
