"""The pack `os-support`: until when operating systems receive security patches."""

from collections.abc import Mapping
from typing import Any

from core.model.support import SupportRow, SupportTable
from core.policy.kinds import Dates
from core.policy.reading import (
    day,
    day_at,
    join,
    list_at,
    rows_at,
    text,
    text_at,
    whole_number,
)

ID = "os-support"
TABLE = SupportTable
KEYS = frozenset(("rows",))

_ROW = frozenset(
    ("os", "release", "name", "ends", "extended", "extended_after", "editions", "skus", "source")
)


def fit(content: Mapping[str, Any], dates: Dates) -> SupportTable:
    """Return the table of support dates."""
    rows = tuple(_row(row, path) for row, path in rows_at(content, "rows", _ROW))
    return SupportTable(pack_date=dates.pack_date, expires=dates.expires, rows=rows)


def covers(table: SupportTable) -> tuple[str, ...]:
    """Return the releases that the table tells of."""
    return tuple(row.name for row in table.rows)


def _row(row: Mapping[str, Any], path: str) -> SupportRow:
    return SupportRow(
        os=text_at(row, "os", path),
        release=text_at(row, "release", path),
        name=text_at(row, "name", path),
        ends=day_at(row, "ends", path),
        extended=list_at(row, "extended", path, day),
        extended_after=whole_number(row.get("extended_after", 0), join(path, "extended_after")),
        editions=list_at(row, "editions", path, text),
        skus=list_at(row, "skus", path, whole_number),
        source=text_at(row, "source", path),
    )
