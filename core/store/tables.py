"""Tables: what a room of the store needs of a database, whichever it is."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from core.store.database import Cell, Row


class Found(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """Return how many rows it changed."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows."""
        ...


class Writing(Protocol):
    """An open transaction. `?` stands for a value."""

    def execute(self, query: str, values: Sequence[Cell] = ..., /) -> Found:
        """Carry out one statement."""
        ...

    def executemany(self, query: str, rows: Iterable[Sequence[Cell]], /) -> object:
        """Carry out one statement for each row of values."""
        ...


class Tables(Protocol):
    """A database: rows are read at once and written in transactions."""

    def read(self, query: str, values: Sequence[Cell] = ...) -> list[Row]:
        """Return all rows of a query."""
        ...

    def write(self) -> AbstractContextManager[Writing]:
        """Hold a transaction that nobody else writes beside."""
        ...
