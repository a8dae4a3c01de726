"""What packs say of antivirus products: how they are known, which ones an office has to use."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product: its maker, and the beginnings (lower case) of the names it goes by."""

    name: str
    maker: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTable(Table):
    """The antivirus products that a pack knows."""

    rows: tuple[ProductRow, ...]

    def of(self, name: str) -> ProductRow | None:
        """Return the product of a registered or displayed name; the longest beginning wins."""
        low = name.lower()
        fits = [
            (len(title), row) for row in self.rows for title in row.titles if low.startswith(title)
        ]
        return max(fits, key=lambda each: each[0])[1] if fits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedTable(Table):
    """The products that an office has to use, by name; empty when nobody prescribed any.

    `basis` is the document that prescribes them.
    """

    products: tuple[str, ...]
    basis: str
