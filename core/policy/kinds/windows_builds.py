"""The pack `windows-builds`: monthly security updates of Windows by build."""

from collections.abc import Mapping
from typing import Any

from core.model.builds import BuildRow, BuildTable, BuildUpdate
from core.policy.kinds import Dates
from core.policy.reading import Misfit, day, join, list_at, rows_at, text_at, whole_number

ID = "windows-builds"
TABLE = BuildTable
KEYS = frozenset(("rows",))

_ROW = frozenset(("release", "server", "updates"))
_PARTS = 3


def fit(content: Mapping[str, Any], dates: Dates) -> BuildTable:
    """Return the table of builds."""
    rows = tuple(_row(row, path) for row, path in rows_at(content, "rows", _ROW))
    return BuildTable(pack_date=dates.pack_date, expires=dates.expires, rows=rows)


def covers(table: BuildTable) -> tuple[str, ...]:
    """Return the builds and their updates that the table tells of."""
    return tuple(f"{row.release}.{each.revision}" for row in table.rows for each in row.updates)


def _row(row: Mapping[str, Any], path: str) -> BuildRow:
    updates = list_at(row, "updates", path, _update)
    if list(updates) != sorted(updates, key=lambda each: (each.day, each.revision)):
        raise Misfit("wrong_order", join(path, "updates"))
    if [each.revision for each in updates] != sorted({each.revision for each in updates}):
        raise Misfit("wrong_order", join(path, "updates"))
    server = row.get("server")
    if not (server is None or isinstance(server, bool)):
        raise Misfit("not_truth", join(path, "server"))
    return BuildRow(release=text_at(row, "release", path), server=server, updates=updates)


def _update(value: object, path: str) -> BuildUpdate:
    if not isinstance(value, list) or len(value) != _PARTS or not isinstance(value[2], str):
        raise Misfit("not_list", path)
    return BuildUpdate(day=day(value[0], path), revision=whole_number(value[1], path), kb=value[2])
