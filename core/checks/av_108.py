"""AV-108: something renews the definitions of ClamAV by itself.

Rule: definitions that somebody has to fetch by hand are old whenever that person is away. A running
freshclam, its timer or its cron job will do. Source: freshclam(1), packages clamav-freshclam.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-108"
OS = ("linux",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge whether something renews the definitions."""
    care = facts.of(AntivirusCareFacts)
    evidence = seen(care, "product", "renews")
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    if isinstance(care.renews, Unknown):
        return not_known(care.renews, evidence, told=edition(facts))
    if care.renews:
        return passed("renews", evidence, product=care.product)
    return failed("by_hand", evidence, product=care.product)
