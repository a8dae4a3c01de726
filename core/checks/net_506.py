"""NET-506: programs that let somebody in from outside are known to the office.

Rule: a program that the pack names as remote control is a fail while it runs, a warning while it is
only installed; what the office needs is listed in `allowed`. Both lists are read, because portable
copies are never installed. Source: the pack, which a province may replace; TCVN 14423 levels 1-2
(remote access only where needed).

Severity medium: many offices are helped that way; they should know when it is open.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, unclear, warned
from core.checks._software import named, runs
from core.checks._tables import seen_table, trusted
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.software import SoftwareKind, SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.software.facts import SoftwareFacts

ID = "NET-506"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SoftwareFacts, MachineFacts)
TABLES = (SoftwareTable,)
PAGES = {"windows": "ms-settings:appsfeatures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Programs that the office uses (their names in the pack); trust in the list, in days."""

    allowed: tuple[str, ...] = ()
    table_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what runs before what is installed."""
    software, table = facts.of(SoftwareFacts), facts.table(SoftwareTable)
    listed = table.of_kind(SoftwareKind.REMOTE_CONTROL) if table else ()
    if table is None or not listed:
        return unclear("no_table", UnknownCode.NOT_FOUND, ())
    programs, running, at = software.programs, software.running, software.origin.at
    rows = [row for row in listed if row.name not in params.allowed]
    evidence = seen_table(table, at)
    if not isinstance(running, Unknown):
        open_now = tuple(row.name for row in rows if runs(row, running))
        if open_now:
            return failed("running", evidence, products=open_now)
    for unread, name in ((running, "running"), (programs, "programs")):
        if isinstance(unread, Unknown):
            return not_known(unread, seen(software, name), told=edition(facts))
    installed = () if isinstance(programs, Unknown) else programs
    found = tuple(row.name for row in rows if any(named(row, installed)))
    if found:
        return warned("installed", evidence, products=found)
    return trusted(passed("none", evidence, date=table.pack_date), table, at, params.table_days)
