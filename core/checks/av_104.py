"""AV-104: what the antivirus found and nobody dealt with.

Rule: a find that is still active is a machine that is infected now. Finds that were dealt with are
normal; many within a month mean that something keeps coming in. Source: MSFT_MpThreat.IsActive; the
scanner's log of ClamAV and whether the file is still there. Ordinary accounts may not read the
finds of Defender; that it waits for nothing (MSFT_MpComputerStatus.ComputerState) stands in.

Severity critical: it is malware by the antivirus's own word.
"""

from dataclasses import dataclass

from core.checks._ages import age
from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, first_unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection
from core.probes.machine.facts import MachineFacts

ID = "AV-104"
OS = ("windows", "linux")
SEVERITY = Severity.CRITICAL
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn at more than so many finds within so many days, even if all were dealt with."""

    most: int = 5
    within_days: int = 30


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the finds: active ones first, then how many there were lately."""
    care = facts.of(AntivirusCareFacts)
    evidence = seen(care, "product", "detections", "cleaning")
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    if care.cleaning is True:
        return failed("waits", evidence, product=care.product)
    if isinstance(care.detections, Unknown):
        if care.cleaning is False:
            return passed("nothing_waits", evidence, product=care.product)
        return not_known(care.detections, evidence, told=edition(facts))
    active = tuple(each.name for each in care.detections if each.handled is False)
    if active:
        return failed("active", evidence, count=len(active), names=active)
    unread = first_unknown(*(each.handled for each in care.detections))
    if unread is not None:
        return not_known(unread, evidence, told=edition(facts))
    lately = [each for each in care.detections if _is_recent(each, care, params)]
    if len(lately) > params.most:
        return warned("many", evidence, count=len(lately), days=params.within_days)
    if care.detections:
        return passed("dealt_with", evidence, count=len(care.detections))
    return passed("none", evidence, product=care.product)


def _is_recent(detection: Detection, care: AntivirusCareFacts, params: Params) -> bool:
    """Say whether a find is recent; one of unknown date may be."""
    days = age(detection.at, care.origin.at)
    return isinstance(days, Unknown) or days <= params.within_days
