"""The pack `software`: remote-control, unwanted and outdated programs, and how to know them."""

from collections.abc import Mapping
from typing import Any

from core.model.software import SoftwareKind, SoftwareRow, SoftwareTable
from core.policy.kinds import Dates
from core.policy.reading import (
    Misfit,
    choice,
    day_or_empty,
    join,
    list_at,
    mark,
    rows_at,
    text_at,
    text_or_empty,
)

ID = "software"
TABLE = SoftwareTable
KEYS = frozenset(("rows",))

_MARKS = ("titles", "programs", "services", "packages")
_ROW = frozenset(("id", "name", "kind", "below", "ends", "source", *_MARKS))


def fit(content: Mapping[str, Any], dates: Dates) -> SoftwareTable:
    """Return the table of software."""
    rows = tuple(_row(row, path) for row, path in rows_at(content, "rows", _ROW))
    return SoftwareTable(pack_date=dates.pack_date, expires=dates.expires, rows=rows)


def covers(table: SoftwareTable) -> tuple[str, ...]:
    """Return the software that the table tells of."""
    return tuple(row.name for row in table.rows)


def _row(row: Mapping[str, Any], path: str) -> SoftwareRow:
    marks = {name: list_at(row, name, path, mark) for name in _MARKS}
    if not any(marks.values()):
        raise Misfit("missing_key", join(path, "titles"))
    kind = choice(row.get("kind"), join(path, "kind"), frozenset(SoftwareKind))
    below, ends = text_or_empty(row, "below", path), day_or_empty(row, "ends", path)
    if below and not below[0].isdigit():  # no version is lower than what is none
        raise Misfit("not_number", join(path, "below"))
    if kind == SoftwareKind.OUTDATED and not (below or ends):
        raise Misfit("missing_key", join(path, "below"))
    return SoftwareRow(
        id=text_at(row, "id", path),
        name=text_at(row, "name", path),
        kind=SoftwareKind(kind),
        titles=marks["titles"],
        programs=marks["programs"],
        services=marks["services"],
        packages=marks["packages"],
        below=below,
        ends=ends,
        source=text_at(row, "source", path),
    )
