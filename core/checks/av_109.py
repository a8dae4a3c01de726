"""AV-109: protection was not turned off meanwhile.

Rule: Defender is turned off to install something that it would stop, and comes back by itself some
hours later, so that nobody sees it: AV-101 judges this moment only. Each time is a warning; that it
stayed off for more than a day, or is off now, is a fail. Another active product turns Defender off
itself, so nothing is judged then. Source: Microsoft Learn, events 5001, 5010 and 5012 (turned
off), 5000, 5009 and 5011 (turned on) of Windows Defender/Operational, which every account may read.

Severity medium: what came in meanwhile is judged by AV-104 and the checks of malware.
"""

from dataclasses import dataclass

from core.checks._reaching import nothing_since, refuse_longer, undated, unread, within
from core.checks._saying import edition, failed, not_applicable, not_known, seen, warned
from core.model.facts import FactSet
from core.model.moments import from_text
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.antivirus_events.facts import AntivirusEventsFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-109"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (AntivirusEventsFacts, AntivirusCareFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://threatsettings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Look back so many days (30 at most); fail where it was off for more than so many hours."""

    days: int = 14
    hours: int = 24

    def __post_init__(self) -> None:
        """Refuse to look back further than the reader does."""
        refuse_longer(self.days)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge how often and how long protection was off, where Defender is what protects."""
    log, care = facts.of(AntivirusEventsFacts), facts.of(AntivirusCareFacts)
    evidence = (
        *seen(log, "turned_off", "turned_on", "since"),
        *seen(care, "product", "switched_off"),
    )
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    off, on, now = log.turned_off, log.turned_on, log.origin.at
    if isinstance(off, Unknown):
        return unread(off, evidence)
    if isinstance(on, Unknown):
        return unread(on, evidence)
    odd = undated((*off, *on), now)
    if odd is not None:
        return unread(odd, evidence)
    if not any(within(each, now, params.days) for each in off):
        return nothing_since(log.since, now, params.days, evidence)
    return _judge_times(facts, off, on, params, evidence)


def _judge_times(
    facts: FactSet,
    off: tuple[str, ...],
    on: tuple[str, ...],
    params: Params,
    evidence: tuple[Evidence, ...],
) -> Judgement:
    """Judge the times at which protection was turned off, and how long each lasted."""
    care, now = facts.of(AntivirusCareFacts), facts.of(AntivirusEventsFacts).origin.at
    lately = [each for each in off if within(each, now, params.days)]
    last, longest = max(lately), max(_hours(each, on) for each in lately)
    if last > max(on, default=""):
        if isinstance(care.switched_off, Unknown):
            return not_known(care.switched_off, evidence, told=edition(facts))
        if care.switched_off:
            return failed("off", evidence, date=last)
    if longest > params.hours:
        return failed("long", evidence, hours=longest, date=last)
    return warned("was_off", evidence, count=len(lately), days=params.days, date=last)


def _hours(off: str, on: tuple[str, ...]) -> int:
    """Count the whole hours until protection was on again; none where that is not written."""
    later = min((each for each in on if each >= off), default=off)
    return int((from_text(later) - from_text(off)).total_seconds() // 3600)
