"""The tree of units from a table, as offices have it: CSV or copied out of a spreadsheet."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from core.exchange.typed_table import read_table, wrong_line
from core.model.board import Unit
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, to_text
from core.words import fold

_NAMES = {
    "code": ("ma", "ma don vi", "code"),
    "name": ("ten", "ten don vi", "don vi", "name", "unit"),
    "parent": ("cap tren", "ma cap tren", "don vi cap tren", "parent"),
    "due": ("han", "han nop", "due"),
    "machines": ("so may", "may", "machines"),
    "contact": ("lien he", "dau moi", "dien thoai", "contact"),
}
_COUNT = re.compile(r"[0-9]{1,6}")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")


def read_units(file: Path) -> tuple[Unit, ...]:
    """Read units from a table with headings; KnownError names the line that does not fit."""
    found: dict[str, Unit] = {}
    lines: dict[str, int] = {}
    for line, cells in read_table(file, _NAMES, "name", "units"):
        unit = _unit(cells, file.name, line)
        if unit.code in found:
            raise wrong_line(file.name, line, unit.code)
        found[unit.code], lines[unit.code] = unit, line
    joined = {code: _below_its_office(unit, found) for code, unit in found.items()}
    _refuse_loose(joined, lines, file.name)
    return tuple(joined.values())


def _unit(cells: dict[str, str], file: str, line: int) -> Unit:
    name, number, due = cells["name"], cells.get("machines", ""), cells.get("due", "")
    if not name or (number and not _COUNT.fullmatch(number)):
        raise wrong_line(file, line, number or name)
    try:
        until = due_of(due) if due else ""
    except (ValueError, OverflowError) as error:
        raise wrong_line(file, line, due) from error
    return Unit(
        code=cells.get("code", "") or code_of(name),
        name=name,
        parent=cells.get("parent", ""),
        due=until,
        machines=int(number) if number else None,
        contact=cells.get("contact", ""),
    )


def _below_its_office(unit: Unit, units: dict[str, Unit]) -> Unit:
    """Return a unit that names its office above by code, where the table has the office's name."""
    if unit.parent in units:
        return unit
    named = [each.code for each in units.values() if fold(each.name) == fold(unit.parent)]
    return replace(unit, parent=named[0]) if len(named) == 1 else unit


def _refuse_loose(found: dict[str, Unit], lines: dict[str, int], file: str) -> None:
    """Refuse a unit whose office above is not in the list or is below itself."""
    for code in found:
        seen, at = {code}, found[code].parent
        while at:
            if at not in found or at in seen:
                raise KnownError(
                    "exchange.units_above", Exit.BAD_INPUT, file=file, line=lines[code], text=at
                )
            seen.add(at)
            at = found[at].parent


def code_of(name: str) -> str:
    """Return a code for a unit that has none of its own."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name))) or "don-vi"


def due_of(typed: str) -> str:
    """Return a deadline (UTC, ISO) from an ISO moment or day, or `21/01/2027 09:00`.

    A day alone means its end in Vietnam. ValueError or OverflowError when it is none.
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
