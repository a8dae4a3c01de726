"""UPD-206: holes of Windows that attackers are known to use, and that this build still has.

Rule: a hole is open when the revision is lower than that of the update of this build that came out
on the day it was fixed. Where the table lacks that update, a revision between the one before and
the one after may or may not have it, and is unknown. Those used for ransom are named first. Source:
CISA's catalogue of known exploited vulnerabilities, by build in the pack.

Severity critical: these are the holes by which offices are really broken into.
"""

from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, unclear
from core.checks._tables import is_stale, seen_table, table_age, trusted
from core.model.builds import BuildTable, BuildUpdate, ExploitedRow, ExploitedTable
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts

ID = "UPD-206"
OS = ("windows",)
SEVERITY = Severity.CRITICAL
DEPTH = Depth.QUICK
NEEDS = (MachineFacts,)
TABLES = (ExploitedTable, BuildTable)
PAGES = {"windows": "ms-settings:windowsupdate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Trust a list of holes that is at most so many days old."""

    table_days: int = 45


def judge(facts: FactSet, params: Params) -> Judgement:
    """Look up which known holes the installed revision still has."""
    machine = facts.of(MachineFacts)
    holes, builds = facts.table(ExploitedTable), facts.table(BuildTable)
    evidence = seen(machine, "os_name", "build", "revision")
    for unread in (machine.build, machine.revision, machine.server):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence)
    release, revision, at = str(machine.build), machine.revision, machine.origin.at
    updates = builds.updates_of(release, machine.server is True) if builds else ()
    concerned = [each for each in holes.rows if release in each.releases] if holes else []
    if holes is None or not updates or not concerned or not isinstance(revision, int):
        return _not_listed(holes, at, params, release, evidence)
    evidence = (*evidence, *seen_table(holes, at))
    states = {each: _is_open(each, updates, revision) for each in concerned}
    still = [each for each, is_open in states.items() if is_open]
    if still:
        still.sort(key=lambda each: (not each.ransomware, each.fixed, each.cve))
        names = tuple(each.cve for each in still)
        return failed("open", evidence, count=len(still), holes=names)
    if None in states.values():
        names = tuple(each.cve for each, is_open in states.items() if is_open is None)
        return _not_listed(holes, at, params, release, evidence, names)
    closed = passed("closed", evidence, count=len(concerned), date=holes.pack_date)
    return trusted(closed, holes, at, params.table_days)


def _is_open(hole: ExploitedRow, updates: tuple[BuildUpdate, ...], revision: int) -> bool | None:
    """Say whether a build still has a hole; None where the table of updates cannot tell.

    It cannot where it ends before the hole was fixed (the two tables may come from packs of
    different days), nor between two of its updates when the one in question is missing.
    """
    closing = min((each for each in updates if each.day >= hole.fixed), key=_number, default=None)
    if closing is None:
        return None
    if revision >= closing.revision:
        return False
    before = [each.revision for each in updates if each.day < hole.fixed]
    return True if closing.day == hole.fixed or revision <= max(before, default=-1) else None


def _number(update: BuildUpdate) -> int:
    return update.revision


def _not_listed(
    holes: ExploitedTable | None,
    at: str,
    params: Params,
    release: str,
    evidence: tuple[Evidence, ...],
    unsure: tuple[str, ...] = (),
) -> Judgement:
    stale = is_stale(holes, at, params.table_days) if holes else False
    days = table_age(holes, at) if holes else 0
    if stale is True and isinstance(days, int):
        return unclear("stale", UnknownCode.STALE, evidence, days=days)
    if unsure:
        return unclear("gap", UnknownCode.NOT_FOUND, evidence, build=release, names=unsure)
    return unclear("not_listed", UnknownCode.NOT_FOUND, evidence, build=release)
