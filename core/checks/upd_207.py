"""UPD-207: browsers that no longer get updates in their main version.

Rule: what counts is how long ago a later main version took over, by the dated table of the pack; a
browser updates itself on any network, so an old one has stopped doing so. Browsers that the table
does not know are not judged. Source: the makers' release calendars.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, age
from core.checks._browsers import Browser, browsers
from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.checks._tables import seen_table, trusted
from core.model.browsers import BrowserTable
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.software.facts import SoftwareFacts

ID = "UPD-207"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SoftwareFacts, MachineFacts)
TABLES = (BrowserTable,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for how long ago the version was replaced; trust in the table, in days."""

    warn_days: int = 30
    fail_days: int = 60
    table_days: int = 60


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every browser that the table knows."""
    software, table = facts.of(SoftwareFacts), facts.table(BrowserTable)
    at = software.origin.at
    if isinstance(software.programs, Unknown):
        return not_known(software.programs, seen(software, "programs"), told=edition(facts))
    if table is None or not table.rows:
        return unclear("no_table", UnknownCode.NOT_FOUND, ())
    found = tuple(browsers(software.programs, table))
    if not found:
        none = not_applicable("no_browser", seen_table(table, at))
        return trusted(none, table, at, params.table_days)
    place = software.origin.source("programs")
    parts = [_judge(each, at, params, place) for each in found]
    judged = worst(parts)
    return trusted(judged, table, at, params.table_days)


def _judge(browser: Browser, at: str, params: Params, place: str) -> Judgement:
    told = str(browser.main) if browser.main else ""
    evidence = (Evidence(what=f"version:{browser.name}", value=told, source=place, read_at=at),)
    if not browser.main:
        return unclear("no_version", UnknownCode.MALFORMED, evidence, product=browser.name)
    if not browser.replaced_on:
        if browser.main < browser.row.latest:  # a gap in the table: replaced, but not known when
            return unclear("not_listed", UnknownCode.NOT_FOUND, evidence, product=browser.name)
        return passed("current", evidence, product=browser.name, text=told)
    days = age(browser.replaced_on, at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    say: dict[str, int | str] = {
        "product": browser.name,
        "text": told,
        "days": days,
        "date": browser.replaced_on,
    }
    if days > params.fail_days:
        return failed("old", evidence, **say)
    if days > params.warn_days:
        return warned("old", evidence, **say)
    return passed("current", evidence, product=browser.name, text=told)
