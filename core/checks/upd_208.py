"""UPD-208: software that gets no more patches, or is older than a version that closes holes.

Rule: the pack names software with its last day of support or its first good version, such as Office
2019 or an unpacker with a hole that is used in attacks. Only what the pack names is judged. Source:
the makers' lifecycles, by row in the pack.
"""

from dataclasses import dataclass

from core.checks._ages import age
from core.checks._saying import edition, failed, not_known, passed, seen, unclear, worst
from core.checks._software import named, version
from core.checks._tables import seen_table, trusted
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.software import SoftwareKind, SoftwareRow, SoftwareTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.software.facts import Program, SoftwareFacts

ID = "UPD-208"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SoftwareFacts, MachineFacts)
TABLES = (SoftwareTable,)
PAGES = {"windows": "ms-settings:appsfeatures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Trust a list of software that is at most so many days old."""

    table_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the installed software that the pack names as outdated."""
    software, table = facts.of(SoftwareFacts), facts.table(SoftwareTable)
    at = software.origin.at
    if isinstance(software.programs, Unknown):
        return not_known(software.programs, seen(software, "programs"), told=edition(facts))
    rows = table.of_kind(SoftwareKind.OUTDATED) if table else ()
    if table is None or not rows:
        return unclear("no_table", UnknownCode.NOT_FOUND, ())
    place = software.origin.source("programs")
    pairs = [(row, each) for row in rows for each in named(row, software.programs)]
    wrong = [part for row, each in pairs if (part := _judge(row, each, at, place))]
    fine = passed("none", seen_table(table, at), date=table.pack_date)
    if not wrong:
        return trusted(fine, table, at, params.table_days)
    old = [part for part in wrong if part.reason is None]
    if not old:
        return worst(wrong)
    names = tuple(dict.fromkeys(str(part.message.args["product"]) for part in old))
    evidence = tuple(item for part in old for item in part.evidence)
    return failed("old", evidence, count=len(names), products=names)


def _judge(row: SoftwareRow, program: Program, at: str, place: str) -> Judgement | None:
    """Return what is wrong with one program, None when it is new enough."""
    name = f"{program.name} {program.version}".strip()
    seen_here = Evidence(
        what=f"version:{program.name}", value=program.version, source=place, read_at=at
    )
    if row.below:
        found = version(program.version)
        if not found:
            return unclear("no_version", UnknownCode.MALFORMED, (seen_here,), product=program.name)
        return failed("old", (seen_here,), product=name) if found < version(row.below) else None
    left = age(at, row.ends)
    if isinstance(left, Unknown):
        return not_known(left, (seen_here,))
    return failed("old", (seen_here,), product=program.name) if left < 0 else None
