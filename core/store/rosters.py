"""Rosters as stored: head, lines, who stands in each cell, notes of days, and every swap."""

import sqlite3
from collections.abc import Sequence
from typing import cast

from core.model.roster import Cell, Role, Roster, RosterCard, RosterLine, Swap
from core.store.database import Database

TABLES = (
    """
    CREATE TABLE roster (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        first TEXT NOT NULL CHECK (length(first) = 10),
        last TEXT NOT NULL CHECK (length(last) = 10 AND last >= first),
        place TEXT NOT NULL,
        removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE roster_line (
        roster INTEGER NOT NULL REFERENCES roster,
        line INTEGER NOT NULL,
        role TEXT NOT NULL,
        title TEXT NOT NULL,
        starts TEXT NOT NULL CHECK (length(starts) = 5),
        ends TEXT NOT NULL CHECK (length(ends) = 5),
        on_call INTEGER NOT NULL CHECK (on_call IN (0, 1)),
        place INTEGER NOT NULL,
        PRIMARY KEY (roster, line)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE roster_post (
        roster INTEGER NOT NULL REFERENCES roster,
        day TEXT NOT NULL CHECK (length(day) = 10),
        line INTEGER NOT NULL,
        place INTEGER NOT NULL,
        person INTEGER NOT NULL REFERENCES person,
        PRIMARY KEY (roster, day, line, place)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE roster_note (
        roster INTEGER NOT NULL REFERENCES roster,
        day TEXT NOT NULL CHECK (length(day) = 10),
        text TEXT NOT NULL,
        PRIMARY KEY (roster, day)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE roster_swap (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        roster INTEGER NOT NULL REFERENCES roster,
        day TEXT NOT NULL,
        line INTEGER NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        reason TEXT NOT NULL,
        approver TEXT NOT NULL,
        entry INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT
    """,
)


_EMPTYING = (
    "DELETE FROM roster_line WHERE roster = ?",
    "DELETE FROM roster_post WHERE roster = ?",
    "DELETE FROM roster_note WHERE roster = ?",
)


class Rosters:
    """The rosters in one database, by number."""

    def __init__(self, database: Database) -> None:
        """Read and write through a database."""
        self._database = database

    def add(self, roster: Roster) -> int:
        """Store a new roster and return its number."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "INSERT INTO roster (title, first, last, place) VALUES (?, ?, ?, ?)",
                (roster.title, roster.first, roster.last, roster.place),
            )
            number = cast(int, cursor.lastrowid)
            _write_parts(connection, number, roster)
            return number

    def replace(self, roster: Roster) -> None:
        """Store a roster anew under its number, without its swaps. KeyError if unknown."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "UPDATE roster SET title = ?, first = ?, last = ?, place = ? WHERE number = ?",
                (roster.title, roster.first, roster.last, roster.place, roster.number),
            )
            if cursor.rowcount != 1:
                raise KeyError(roster.number)
            for emptying in _EMPTYING:
                connection.execute(emptying, (roster.number,))
            _write_parts(connection, roster.number, roster)

    def assign(
        self,
        number: int,
        cells: Sequence[tuple[Cell, tuple[int, ...]]],
        swaps: Sequence[Swap] = (),
    ) -> None:
        """Put persons into cells, instead of those who stand there, and note swaps with them."""
        with self._database.write() as connection:
            for (day, line), people in cells:
                connection.execute(
                    "DELETE FROM roster_post WHERE roster = ? AND day = ? AND line = ?",
                    (number, day, line),
                )
                _write_cell(connection, number, (day, line), people)
            for swap in swaps:
                connection.execute(
                    "INSERT INTO roster_swap"
                    " (roster, day, line, before, after, reason, approver, entry, at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        number,
                        swap.day,
                        swap.line,
                        _joined(swap.before),
                        _joined(swap.after),
                        swap.reason,
                        swap.approver,
                        swap.entry,
                        swap.at,
                    ),
                )

    def remove(self, number: int, *, removed: bool = True) -> None:
        """Put a roster away, or bring it back. KeyError if unknown."""
        with self._database.write() as connection:
            cursor = connection.execute(
                "UPDATE roster SET removed = ? WHERE number = ?", (int(removed), number)
            )
            if cursor.rowcount != 1:
                raise KeyError(number)

    def cards(self) -> tuple[RosterCard, ...]:
        """Return the rosters that are kept, the latest first."""
        rows = self._database.read(
            "SELECT number, title, first, last FROM roster WHERE NOT removed"
            " ORDER BY first DESC, number DESC"
        )
        return tuple(
            RosterCard(number=number, title=title, first=first, last=last)
            for number, title, first, last in cast("list[tuple[int, str, str, str]]", rows)
        )

    def roster(self, number: int) -> Roster | None:
        """Return a roster, also one that was put away; None without such a number."""
        heads = self._database.read(
            "SELECT title, first, last, place FROM roster WHERE number = ?", (number,)
        )
        if not heads:
            return None
        title, first, last, place = cast("tuple[str, str, str, str]", heads[0])
        return Roster(
            number=number,
            title=title,
            first=first,
            last=last,
            place=place,
            lines=self._lines(number),
            people=self._people(number),
            notes=self._notes(number),
            swaps=self._swaps(number),
        )

    def _lines(self, number: int) -> tuple[RosterLine, ...]:
        rows = self._database.read(
            "SELECT line, role, title, starts, ends, on_call FROM roster_line"
            " WHERE roster = ? ORDER BY place",
            (number,),
        )
        return tuple(
            RosterLine(
                line=line,
                role=Role(role),
                title=title,
                starts=starts,
                ends=ends,
                on_call=bool(on_call),
            )
            for line, role, title, starts, ends, on_call in cast(
                "list[tuple[int, str, str, str, str, int]]", rows
            )
        )

    def _people(self, number: int) -> dict[Cell, tuple[int, ...]]:
        rows = self._database.read(
            "SELECT day, line, person FROM roster_post WHERE roster = ? ORDER BY day, line, place",
            (number,),
        )
        found: dict[Cell, tuple[int, ...]] = {}
        for day, line, person in cast("list[tuple[str, int, int]]", rows):
            found[day, line] = (*found.get((day, line), ()), person)
        return found

    def _notes(self, number: int) -> dict[str, str]:
        rows = self._database.read("SELECT day, text FROM roster_note WHERE roster = ?", (number,))
        return dict(cast("list[tuple[str, str]]", rows))

    def _swaps(self, number: int) -> tuple[Swap, ...]:
        rows = self._database.read(
            "SELECT day, line, before, after, reason, approver, entry, at FROM roster_swap"
            " WHERE roster = ? ORDER BY number",
            (number,),
        )
        return tuple(
            Swap(
                day=day,
                line=line,
                before=_parted(before),
                after=_parted(after),
                reason=reason,
                approver=approver,
                entry=entry,
                at=at,
            )
            for day, line, before, after, reason, approver, entry, at in cast(
                "list[tuple[str, int, str, str, str, str, int, str]]", rows
            )
        )


def _write_parts(connection: sqlite3.Connection, number: int, roster: Roster) -> None:
    connection.executemany(
        "INSERT INTO roster_line (roster, line, role, title, starts, ends, on_call, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, each.line, each.role, each.title, each.starts, each.ends, each.on_call, place)
            for place, each in enumerate(roster.lines)
        ],
    )
    for cell, people in roster.people.items():
        _write_cell(connection, number, cell, people)
    connection.executemany(
        "INSERT INTO roster_note (roster, day, text) VALUES (?, ?, ?)",
        [(number, day, text) for day, text in roster.notes.items()],
    )


def _write_cell(
    connection: sqlite3.Connection, number: int, cell: Cell, people: tuple[int, ...]
) -> None:
    connection.executemany(
        "INSERT INTO roster_post (roster, day, line, place, person) VALUES (?, ?, ?, ?, ?)",
        [(number, *cell, place, person) for place, person in enumerate(people)],
    )


def _joined(numbers: tuple[int, ...]) -> str:
    return " ".join(map(str, numbers))


def _parted(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
