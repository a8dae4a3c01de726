"""The tree of units from a table, as offices have it: CSV or copied out of a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.model.board import Unit
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, to_text
from core.words import fold, visible

FILE_LIMIT = 10_000_000
ROW_LIMIT = 50_000

_NAMES = {
    "code": ("ma", "ma don vi", "code"),
    "name": ("ten", "ten don vi", "don vi", "name", "unit"),
    "parent": ("cap tren", "ma cap tren", "don vi cap tren", "parent"),
    "due": ("han", "han nop", "due"),
    "machines": ("so may", "may", "machines"),
    "contact": ("lien he", "dau moi", "dien thoai", "contact"),
}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")


def read_units(file: Path) -> tuple[Unit, ...]:
    """Read units from a table with headings; KnownError names the line that does not fit."""
    try:
        with file.open("rb") as stream:
            source = stream.read(FILE_LIMIT + 1)
        text = source.decode("utf-8-sig")
    except OSError as error:
        raise KnownError("attachment_unread", Exit.BAD_INPUT, str(error), file=str(file)) from error
    except UnicodeDecodeError as error:
        raise KnownError(
            "exchange.units_unread", Exit.BAD_INPUT, str(error), file=file.name
        ) from error
    if len(source) > FILE_LIMIT:
        raise KnownError("exchange.units_unread", Exit.BAD_INPUT, "too large", file=file.name)
    return units_of(text, file.name)


def units_of(text: str, name: str) -> tuple[Unit, ...]:
    """Read units from the text of a table; see `read_units`."""
    head = text.split("\n", 1)[0]
    mark = max("\t;,", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise KnownError("exchange.units_unread", Exit.BAD_INPUT, str(error), file=name) from error
    table = _Table(rows, name)
    return table.units()


@dataclass(slots=True)
class _Table:
    rows: list[list[str]]
    name: str

    def units(self) -> tuple[Unit, ...]:
        if len(self.rows) > ROW_LIMIT:
            raise KnownError("exchange.units_unread", Exit.BAD_INPUT, "too long", file=self.name)
        columns = _columns(self.rows[0] if self.rows else ())
        if "name" not in columns:
            raise KnownError("exchange.units_heading", Exit.BAD_INPUT, file=self.name)
        found: dict[str, Unit] = {}
        for line, row in enumerate(self.rows[1:], 2):
            if any(cell.strip() for cell in row):
                unit = self._unit(row, columns, line)
                if unit.code in found:
                    raise self._wrong(line, unit.code)
                found[unit.code] = unit
        return self._rooted(found)

    def _unit(self, row: list[str], columns: dict[str, int], line: int) -> Unit:
        cells = {
            key: visible(row[at]).strip() if at < len(row) else "" for key, at in columns.items()
        }
        name, number = cells["name"], cells.get("machines", "")
        if not name or (number and not number.isdecimal()):
            raise self._wrong(line, number or name)
        return Unit(
            code=cells.get("code", "") or code_of(name),
            name=name,
            parent=cells.get("parent", ""),
            due=self._due(cells.get("due", ""), line),
            machines=int(number) if number else None,
            contact=cells.get("contact", ""),
        )

    def _due(self, typed: str, line: int) -> str:
        if not typed:
            return ""
        try:
            return due_of(typed)
        except ValueError as error:
            raise self._wrong(line, typed) from error

    def _rooted(self, found: dict[str, Unit]) -> tuple[Unit, ...]:
        """Refuse a unit whose office above is not in the list or is below itself."""
        lines = {code: line for line, code in enumerate(found, 2)}
        for code in found:
            seen, at = {code}, found[code].parent
            while at:
                if at not in found or at in seen:
                    raise self._wrong(lines[code], at)
                seen.add(at)
                at = found[at].parent
        return tuple(found.values())

    def _wrong(self, line: int, text: str) -> KnownError:
        return KnownError(
            "exchange.units_line", Exit.BAD_INPUT, file=self.name, line=line, text=text
        )


def code_of(name: str) -> str:
    """Return a code for a unit that has none of its own."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name))) or "don-vi"


def due_of(typed: str) -> str:
    """Return a deadline (UTC, ISO) from an ISO moment or day, or `21/01/2027 09:00`.

    A day alone means its end in Vietnam. ValueError when it is none.
    """
    found = _DAY.fullmatch(typed.strip())
    if found is not None:
        day, month, year, hour, minute = (int(each) if each else -1 for each in found.groups())
        is_day = hour < 0
        moment = datetime(year, month, day, max(hour, 0), max(minute, 0))
    else:
        moment = datetime.fromisoformat(typed.strip())
        is_day = len(typed.strip()) == 10
    if is_day:
        moment = moment.replace(hour=23, minute=59, second=59)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    return to_text(moment)


def _columns(head: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(head):
        plain = fold(title).strip()
        for key, names in _NAMES.items():
            if plain in names and key not in found:
                found[key] = at
    return found
