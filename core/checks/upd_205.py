"""UPD-205: how far the installed build of Windows is behind the monthly security updates.

Rule: updates are cumulative, so the revision alone tells which ones are missing; no list of KBs is
matched. What counts is how long the oldest missing update has been out. Source: TCVN 14423 (patches
at least once a month); the table of builds of the pack.

A pass that rests on an old table becomes a warning with its age; a build that is not listed is
unknown, one that is newer than every update listed is a pass.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import failed, not_known, passed, seen, unclear, warned
from core.checks._tables import seen_table, trusted
from core.model.builds import BuildTable, BuildUpdate
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Result, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts

ID = "UPD-205"
OS = ("windows",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (MachineFacts,)
TABLES = (BuildTable,)
PAGES = {"windows": "ms-settings:windowsupdate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for how long the oldest missing update has been out; trust in the table, in days."""

    warn_days: int = 14
    fail_days: int = 45
    table_days: int = 45


def judge(facts: FactSet, params: Params) -> Judgement:
    """Compare the installed revision with the updates of this build."""
    machine, table = facts.of(MachineFacts), facts.table(BuildTable)
    evidence = seen(machine, "os_name", "build", "revision")
    for unread in (machine.build, machine.revision, machine.server):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence)
    revision, at = machine.revision, machine.origin.at
    updates = table.updates_of(str(machine.build), machine.server is True) if table else ()
    if table is None or not updates or not isinstance(revision, int):
        return unclear("not_listed", UnknownCode.NOT_FOUND, evidence, build=str(machine.build))
    evidence = (*evidence, *seen_table(table, at))
    missing = [each for each in updates if each.revision > revision]
    if not missing:
        case = passed("current", evidence, date=_installed(updates, revision), revision=revision)
        return trusted(case, table, at, params.table_days)
    return _judge_missing(missing, table, at, params, evidence)


def _judge_missing(
    missing: list[BuildUpdate],
    table: BuildTable,
    at: str,
    params: Params,
    evidence: tuple[Evidence, ...],
) -> Judgement:
    days = past_age(missing[0].day, at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    told: dict[str, int | str] = {"count": len(missing), "date": missing[-1].day, "days": days}
    if days > params.fail_days:
        return failed("behind", evidence, **told)
    if days > params.warn_days:
        return warned("behind", evidence, **told)
    fine = trusted(passed("just_out", evidence, date=missing[-1].day), table, at, params.table_days)
    # By an old table more than this may be missing, which is what the other sentence says.
    return warned("behind", evidence, **told) if fine.result is Result.WARN else fine


def _installed(updates: tuple[BuildUpdate, ...], revision: int) -> str:
    return max(each.day for each in updates if each.revision <= revision)
