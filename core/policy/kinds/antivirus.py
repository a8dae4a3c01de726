"""The pack `antivirus`: antivirus products by the names they register and display."""

from collections.abc import Mapping
from typing import Any

from core.model.antivirus import ProductRow, ProductTable
from core.policy.kinds import Dates
from core.policy.reading import Misfit, join, list_at, mark, rows_at, text_at

ID = "antivirus"
TABLE = ProductTable
KEYS = frozenset(("rows",))

_ROW = frozenset(("name", "maker", "titles"))


def fit(content: Mapping[str, Any], dates: Dates) -> ProductTable:
    """Return the table of products."""
    rows = tuple(_row(row, path) for row, path in rows_at(content, "rows", _ROW))
    return ProductTable(pack_date=dates.pack_date, expires=dates.expires, rows=rows)


def covers(table: ProductTable) -> tuple[str, ...]:
    """Return the products that the table tells of."""
    return tuple(row.name for row in table.rows)


def _row(row: Mapping[str, Any], path: str) -> ProductRow:
    titles = list_at(row, "titles", path, mark)
    if not titles:
        raise Misfit("missing_key", join(path, "titles"))
    return ProductRow(
        name=text_at(row, "name", path), maker=text_at(row, "maker", path), titles=titles
    )
