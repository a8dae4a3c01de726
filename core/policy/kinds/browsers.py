"""The pack `browsers`: until when each main version of a browser got updates."""

from collections.abc import Mapping
from typing import Any

from core.model.browsers import BrowserRow, BrowserTable, Replaced
from core.policy.kinds import Dates
from core.policy.reading import (
    Misfit,
    day,
    join,
    list_at,
    mark,
    rows_at,
    text_at,
    whole_number,
)

ID = "browsers"
TABLE = BrowserTable
KEYS = frozenset(("rows",))

_ROW = frozenset(("name", "latest", "replaced", "titles", "packages", "esr", "source"))
_PARTS = 2


def fit(content: Mapping[str, Any], dates: Dates) -> BrowserTable:
    """Return the table of browsers."""
    rows = tuple(_row(row, path) for row, path in rows_at(content, "rows", _ROW))
    return BrowserTable(pack_date=dates.pack_date, expires=dates.expires, rows=rows)


def covers(table: BrowserTable) -> tuple[str, ...]:
    """Return the browsers that the table tells of."""
    return tuple(row.name for row in table.rows)


def _row(row: Mapping[str, Any], path: str) -> BrowserRow:
    text_at(row, "source", path)
    replaced = list_at(row, "replaced", path, _replaced)
    latest = whole_number(row.get("latest"), join(path, "latest"))
    versions = [each.version for each in replaced]
    days = [each.day for each in replaced]
    if versions != sorted(set(versions)) or days != sorted(days) or latest in versions:
        raise Misfit("wrong_order", join(path, "replaced"))
    esr = row.get("esr", False)
    if not isinstance(esr, bool):
        raise Misfit("not_truth", join(path, "esr"))
    return BrowserRow(
        name=text_at(row, "name", path),
        latest=latest,
        replaced=replaced,
        titles=list_at(row, "titles", path, mark),
        packages=list_at(row, "packages", path, mark),
        esr=esr,
    )


def _replaced(value: object, path: str) -> Replaced:
    if not isinstance(value, list) or len(value) != _PARTS:
        raise Misfit("not_list", path)
    return Replaced(version=whole_number(value[0], path), day=day(value[1], path))
