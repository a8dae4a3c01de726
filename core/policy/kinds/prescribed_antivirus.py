"""The pack `prescribed-antivirus`: which products the offices of an issuer have to use."""

from collections.abc import Mapping
from typing import Any

from core.model.antivirus import PrescribedTable
from core.policy.kinds import Dates
from core.policy.reading import Misfit, list_at, text, text_or_empty

ID = "prescribed-antivirus"
TABLE = PrescribedTable
KEYS = frozenset(("products", "basis"))


def fit(content: Mapping[str, Any], dates: Dates) -> PrescribedTable:
    """Return the prescribed products; who prescribes any has to say by which document."""
    products = list_at(content, "products", "", text)
    basis = text_or_empty(content, "basis", "")
    if products and not basis:
        raise Misfit("missing_key", "basis")
    return PrescribedTable(
        pack_date=dates.pack_date, expires=dates.expires, products=products, basis=basis
    )


def covers(table: PrescribedTable) -> tuple[str, ...]:
    """Return the products that are prescribed."""
    return table.products
