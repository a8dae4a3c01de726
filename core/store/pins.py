"""PINs of persons, each as what scrypt made of it; no PIN is ever stored."""

from typing import cast

from core.store.database import Database

TABLES = (
    """
    CREATE TABLE pin (
        person INTEGER PRIMARY KEY,
        salt BLOB NOT NULL,
        cost INTEGER NOT NULL,
        hash BLOB NOT NULL
    ) STRICT
    """,
)


class Pins:
    """The PINs in one database, by the number of the person."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def of(self, person: int) -> tuple[bytes, int, bytes] | None:
        """Return salt, cost and hash of a person's PIN, or None."""
        rows = self._database.read("SELECT salt, cost, hash FROM pin WHERE person = ?", (person,))
        return cast("tuple[bytes, int, bytes]", rows[0]) if rows else None

    def keep(self, person: int, salt: bytes, cost: int, hashed: bytes) -> None:
        """Store a person's PIN in place of the one before."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pin (person, salt, cost, hash) VALUES (?, ?, ?, ?)",
                (person, salt, cost, hashed),
            )

    def forget(self, person: int) -> None:
        """Take a person's PIN away."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM pin WHERE person = ?", (person,))
