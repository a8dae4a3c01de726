"""Which rows of the table of support dates a machine belongs to."""

from core.model.support import SupportRow, SupportTable
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts


def lives(machine: MachineFacts, table: SupportTable | None) -> tuple[SupportRow, ...]:
    """Return the life of this machine; several when an unread edition leaves the choice open.

    Windows: a row for this SKU speaks before a row for this edition (the longest prefix), and that
    before a row for every other one. Empty when the release is not listed.
    """
    rows = tuple(
        row
        for row in (table.rows if table else ())
        if row.os == machine.os_id and row.release == machine.os_release
    )
    sku, edition = machine.sku, machine.edition
    if not isinstance(sku, Unknown) and (own := [row for row in rows if sku in row.skus]):
        return (own[0],)
    if isinstance(sku, Unknown) and any(row.skus for row in rows):
        return rows
    rows = tuple(row for row in rows if row.editions or not row.skus)
    if isinstance(edition, Unknown):
        return rows
    fitting = [(_fit(row, edition), row) for row in rows if _fit(row, edition) >= 0]
    return (max(fitting, key=lambda each: each[0])[1],) if fitting else ()


def newer_than_all(machine: MachineFacts, table: SupportTable) -> bool:
    """Say whether this release is newer than every listed one of the same system."""
    listed = [_order(row.release) for row in table.rows if row.os == machine.os_id]
    here = _order(str(machine.os_release))
    return bool(listed) and bool(here) and here > max(listed)


def _fit(row: SupportRow, edition: str) -> int:
    """Return how well a row fits an edition: the length of its prefix, 0 for any, -1 for not."""
    if not row.editions:
        return 0
    return max((len(each) for each in row.editions if edition.startswith(each)), default=-1)


def _order(release: str) -> tuple[int, ...]:
    """Return a release as numbers to compare, empty when it is not made of numbers."""
    parts = release.split(".")
    fit = all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts)
    return tuple(int(part) for part in parts) if fit else ()
