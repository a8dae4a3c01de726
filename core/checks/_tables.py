"""How far a table of a data pack may be trusted: what rests on an old one is no plain pass."""

from core.checks._ages import age
from core.checks._saying import not_known, unclear, warned
from core.model.facts import Table
from core.model.result import Evidence, Judgement, Result
from core.model.unknown import Unknown, UnknownCode

_RESTS_ON_TABLE = frozenset((Result.PASS, Result.NOT_APPLICABLE))


def table_age(table: Table, at: str) -> int | Unknown:
    """Return how many days old a table was at a moment, which no clock can make less than none."""
    days = age(table.pack_date, at)
    return max(0, days) if isinstance(days, int) else days


def is_stale(table: Table, at: str, most: int) -> bool | Unknown:
    """Say whether a table is older than `most` days, or past the day its issuer named."""
    days = table_age(table, at)
    if isinstance(days, Unknown):
        return days
    if not table.expires:
        return days > most
    left = age(at, table.expires)
    return left if isinstance(left, Unknown) else days > most or left < 0


def trusted(judgement: Judgement, table: Table, at: str, most: int) -> Judgement:
    """Turn a pass that rests on an old table into the warning `table_old` with its age.

    A fail stays: what the table lists does not come back with time. Where the table only stands in
    for an imported one that cannot be used, neither a pass nor "not applicable" is an answer.
    """
    if table.stands_in and judgement.result in _RESTS_ON_TABLE:
        return unclear("pack_lost", UnknownCode.UNREADABLE, judgement.evidence)
    if judgement.result is not Result.PASS:
        return judgement
    stale, days = is_stale(table, at, most), table_age(table, at)
    if isinstance(stale, Unknown):
        return not_known(stale, judgement.evidence)
    if not stale or isinstance(days, Unknown):
        return judgement
    return warned("table_old", judgement.evidence, **judgement.message.args, days=days)


def seen_table(table: Table, at: str) -> tuple[Evidence, ...]:
    """Return which pack was looked up."""
    return (Evidence(what="pack_date", value=table.pack_date, source="packs", read_at=at),)
