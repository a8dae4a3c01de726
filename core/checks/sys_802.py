"""SYS-802: software that has no place on an office's PC.

Rule: what the pack names as unwanted is neither installed nor running: file sharing, coin diggers,
programs that lend the connection to strangers, so-called optimisers. Both lists are needed, because
portable programs are never installed. Programs that let somebody in from outside are judged by
the network checks. Source: the pack, which a province may replace.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, unclear
from core.checks._software import named, runs
from core.checks._tables import seen_table, trusted
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.software import SoftwareKind, SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.software.facts import SoftwareFacts

ID = "SYS-802"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SoftwareFacts, MachineFacts)
TABLES = (SoftwareTable,)
PAGES = {"windows": "ms-settings:appsfeatures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Programs that the office needs (their names in the pack); trust in the list, in days."""

    allowed: tuple[str, ...] = ()
    table_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Name what is installed or runs and is listed as unwanted."""
    software, table = facts.of(SoftwareFacts), facts.table(SoftwareTable)
    programs, running, at = software.programs, software.running, software.origin.at
    listed = table.of_kind(SoftwareKind.UNWANTED) if table else ()
    if table is None or not listed:
        return unclear("no_table", UnknownCode.NOT_FOUND, ())
    found = []
    for row in listed:
        if row.name in params.allowed:
            continue
        installed = () if isinstance(programs, Unknown) else tuple(named(row, programs))
        found += [each.name for each in installed]
        if not installed and not isinstance(running, Unknown) and runs(row, running):
            found.append(row.name)
    evidence = seen_table(table, at)
    if found:
        names = tuple(dict.fromkeys(found))
        return failed("found", evidence, count=len(names), products=names)
    for unread, name in ((programs, "programs"), (running, "running")):
        if isinstance(unread, Unknown):
            return not_known(unread, seen(software, name), told=edition(facts))
    fine = passed("none", evidence, date=table.pack_date)
    return trusted(fine, table, at, params.table_days)
