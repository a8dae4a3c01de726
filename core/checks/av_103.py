"""AV-103: when the antivirus last scanned this machine.

Rule: what came in before its definitions knew it is only found by a scan. Source: Defender scans by
itself whenever a machine is idle, so that a month without one means that it never is, or may not.
Linux is left out: neither clamscan nor other products write down that they scanned.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-103"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://threat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the last scan, in days."""

    warn_days: int = 30
    fail_days: int = 90


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the age of the last scan."""
    care = facts.of(AntivirusCareFacts)
    evidence = seen(care, "product", "scanned_at")
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    if isinstance(care.scanned_at, Unknown):
        return not_known(care.scanned_at, evidence, told=edition(facts))
    if not care.scanned_at:
        return warned("never", evidence, product=care.product)
    days = past_age(care.scanned_at, care.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    told: dict[str, int | str] = {"product": care.product, "date": care.scanned_at, "days": days}
    if days > params.fail_days:
        return failed("old", evidence, **told)
    if days > params.warn_days:
        return warned("old", evidence, **told)
    return passed("recent", evidence, product=care.product, ago=care.scanned_at)
