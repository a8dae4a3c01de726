"""AV-104: what the antivirus found and nobody dealt with.

Rule: a find that is still active is a machine that is infected now. Finds that were dealt with are
normal; many within a month mean that something keeps coming in. Source: MSFT_MpThreat.IsActive; the
scanner's log of ClamAV and whether the file is still there. Ordinary accounts may not read the
finds of Defender; that it waits for nothing (MSFT_MpComputerStatus.ComputerState) stands in,
together with its event log (1116 to 1119), which shows a find that was allowed or could not be
removed.

Severity critical: it is malware by the antivirus's own word.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.checks._ages import age, moment
from core.checks._reaching import LONGEST
from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, warned
from core.model.facts import Facts, FactSet
from core.model.moments import from_text, to_text
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, first_unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts, Detection
from core.probes.antivirus_events.facts import AntivirusEventsFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-104"
OS = ("windows", "linux")
SEVERITY = Severity.CRITICAL
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, AntivirusEventsFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn at more than so many finds within so many days, even if all were dealt with."""

    most: int = 5
    within_days: int = 30


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the finds: active ones first, then how many there were lately."""
    care, log = facts.of(AntivirusCareFacts), facts.of(AntivirusEventsFacts)
    evidence = seen(care, "product", "detections", "cleaning")
    if care.product == "":
        return not_applicable("silent", evidence)
    if care.cleaning is True and isinstance(care.product, str):
        return failed("waits", evidence, product=care.product)
    if isinstance(care.detections, Unknown) and isinstance(log.detections, tuple):
        return _by_log(facts, care, log, params)
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if isinstance(care.detections, tuple):
        return _by_list(facts, care, care.detections, params)
    if care.cleaning is False:
        return passed("nothing_waits", evidence, product=care.product)
    return not_known(care.detections, evidence, told=edition(facts))


def _by_list(
    facts: FactSet, care: AntivirusCareFacts, finds: tuple[Detection, ...], params: Params
) -> Judgement:
    """Judge by the product's own list of finds."""
    evidence = seen(care, "product", "detections", "cleaning")
    active = _active(finds)
    if active:
        return failed("active", evidence, count=len(active), names=active)
    unread = first_unknown(*(each.handled for each in finds))
    if unread is not None:
        return not_known(unread, evidence, told=edition(facts))
    lately = _lately(finds, care, params)
    if lately > params.most:
        return warned("many", evidence, count=lately, days=params.within_days)
    if finds:
        return passed("dealt_with", evidence, count=len(finds))
    return passed("none", evidence, product=str(care.product))


def _by_log(
    facts: FactSet, care: AntivirusCareFacts, log: AntivirusEventsFacts, params: Params
) -> Judgement:
    """Judge by Defender's log, which reaches back only so far: alone it never passes."""
    evidence = (*seen(care, "product", "detections", "cleaning"), *seen(log, "detections", "since"))
    finds = log.detections if isinstance(log.detections, tuple) else ()
    active = _active(finds)
    if active:
        return failed("active_in_log", evidence, count=len(active), names=active)
    for unread in (care.product, care.cleaning):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence, told=edition(facts))
    lately = _lately(finds, log, params)
    if lately > params.most:
        return warned("many", evidence, count=lately, days=params.within_days)
    since = moment(log.since)
    if isinstance(since, Unknown):
        return passed("nothing_waits", evidence, product=str(care.product))
    # The reader looks back over some days, and the log may not reach so far.
    start = max(since, from_text(log.origin.at) - timedelta(days=LONGEST))
    told = {"product": str(care.product), "date": to_text(start)}
    if finds:
        return passed("done_in_log", evidence, count=len(finds), **told)
    return passed("none_in_log", evidence, **told)


def _active(finds: tuple[Detection, ...]) -> tuple[str, ...]:
    return tuple(each.name for each in finds if each.handled is False)


def _lately(finds: tuple[Detection, ...], told_by: Facts, params: Params) -> int:
    """Count the finds within the days that count; one of unknown date may be among them."""
    days = (age(each.at, told_by.origin.at) for each in finds)
    return sum(isinstance(each, Unknown) or each <= params.within_days for each in days)
