"""UPD-204: the operating system still receives security patches.

Rule: the last day with patches comes from the dated table of a pack, keyed by release and, on
Windows, by edition and SKU, because one build has several lives; a release that is not in the table
is judged by the day its own os-release names. Past that day only extended updates help that are
licensed for the period of today, and on Windows only when a later revision proves that they arrive.
A pass that rests on an old table becomes a warning with its age, a fail stays, and what an old
table does not list is unknown (stale); a release newer than every listed one is unknown too, never
a fail. Source: Microsoft Lifecycle, the Debian and Ubuntu release tables.

Severity high: every hole found later stays open.
"""

from dataclasses import dataclass

from core.checks._ages import age, moment
from core.checks._lives import lives, newer_than_all
from core.checks._saying import (
    failed,
    not_known,
    passed,
    seen,
    unclear,
    warned,
)
from core.checks._tables import is_stale, table_age, trusted
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.support import SupportRow, SupportTable
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.machine.facts import MachineFacts

ID = "UPD-204"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (MachineFacts,)
TABLES = (SupportTable,)
PAGES = {"windows": "ms-settings:about"}

_OWN = {UnknownCode.STALE: False}
"""The check's own sentence speaks of the table, not of a fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn so many days before the end; trust a table that is at most so many days old."""

    soon_days: int = 180
    table_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Find the life that this machine is in, and judge how far it still goes."""
    machine, table = facts.of(MachineFacts), facts.table(SupportTable)
    evidence = seen(machine, "os_name", "os_id", "os_release")
    for unread in (machine.os_id, machine.os_release):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence, own=_OWN)
    rows = lives(machine, table)
    ends = machine.support_ends
    if not rows and ends and not isinstance(ends, Unknown):
        own = SupportRow(os="", release="", name=_name(machine), ends=ends)
        return _judge_life(machine, own, params, (*evidence, *seen(machine, "support_ends")))
    if not rows or table is None:
        return _not_listed(machine, table, params, evidence)
    if len(rows) > 1:
        evidence = (*evidence, *seen(machine, "edition", "sku"))
    judged = [_judge_life(machine, row, params, evidence) for row in rows]
    choice = first_unknown(machine.edition, machine.sku)
    if choice is not None and len({each.result for each in judged}) > 1:
        return not_known(choice, evidence, own=_OWN)
    return trusted(judged[0], table, machine.origin.at, params.table_days)


def _judge_life(
    machine: MachineFacts, row: SupportRow, params: Params, evidence: tuple[Evidence, ...]
) -> Judgement:
    name, at = _name(machine) or row.name, machine.origin.at
    left = age(at, row.ends)
    if row.source:
        evidence = (*evidence, Evidence(what="ends", value=row.ends, source=row.source, read_at=at))
    if isinstance(left, Unknown):
        return not_known(left, evidence, own=_OWN)
    if left < 0:
        return _judge_extended(machine, row, evidence)
    if left <= params.soon_days:
        return warned("soon", evidence, product=name, date=row.ends, days=left)
    return passed("supported", evidence, product=name, date=row.ends)


def _judge_extended(
    machine: MachineFacts, row: SupportRow, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Judge a life that is over: a licence helps, on Windows with its updates really here.

    A licence is for its own period, and stays valid to the system when that is over.
    """
    name, years = _name(machine) or row.name, machine.extended_years
    if years == 0 or not any(_runs(day, machine.origin.at) for day in row.extended):
        return failed("ended", evidence, product=name, date=row.ends)
    evidence = (*evidence, *seen(machine, "extended_years", "revision"))
    if isinstance(years, Unknown):
        return not_known(years, evidence, own=_OWN)
    ends = row.extended[min(years, len(row.extended)) - 1]
    if not _runs(ends, machine.origin.at):
        return failed("extended_ended", evidence, product=name, date=ends)
    if row.extended_after:
        if isinstance(machine.revision, Unknown):
            return not_known(machine.revision, evidence, own=_OWN)
        if machine.revision <= row.extended_after:
            return warned("extended_unproven", evidence, product=name)
    return passed("extended", evidence, product=name, date=ends)


def _runs(day: str, at: str) -> bool:
    left = age(at, day)
    return isinstance(left, int) and left >= 0


def _not_listed(
    machine: MachineFacts,
    table: SupportTable | None,
    params: Params,
    evidence: tuple[Evidence, ...],
) -> Judgement:
    product = _name(machine) or f"{machine.os_id} {machine.os_release}".strip()
    if table is None:
        return unclear("not_listed", UnknownCode.NOT_FOUND, evidence, product=product)
    days = table_age(table, machine.origin.at)
    if is_stale(table, machine.origin.at, params.table_days) is True and isinstance(days, int):
        return unclear("stale", UnknownCode.STALE, evidence, days=days)
    if newer_than_all(machine, table) and not isinstance(moment(table.pack_date), Unknown):
        newer = Unknown(UnknownCode.NEWER_THAN_DATA)
        return not_known(newer, evidence, own=_OWN, told={"date": table.pack_date})
    return unclear("not_listed", UnknownCode.NOT_FOUND, evidence, product=product)


def _name(machine: MachineFacts) -> str:
    return "" if isinstance(machine.os_name, Unknown) else machine.os_name
