"""SYS-813: the machine is not cut off while it works.

Rule: power cuts and the long press on the button damage files and disks; Windows writes down each
start that no shutdown came before. Few of them happen everywhere; several are a warning, many a
fail. Two stops at which Windows itself had ended with an error (a blue screen) are a warning.
Source: Microsoft Learn, event 41 of Kernel-Power with its BugcheckCode, 6008 of EventLog.

Severity low: it is a matter of the electricity more often than of the machine.
"""

from dataclasses import dataclass

from core.checks._reaching import nothing_since, refuse_longer, undated, unread, within
from core.checks._saying import failed, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Result, Severity
from core.model.unknown import Unknown
from core.probes.system_log.facts import SystemLogFacts

ID = "SYS-813"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (SystemLogFacts,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """From how many stops within so many days (30 at most) to warn and to fail.

    `warn_crashes` is the number of blue screens to warn from.
    """

    days: int = 30
    warn_times: int = 3
    fail_times: int = 10
    warn_crashes: int = 2

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could ever warn, or nobody looks."""
        refuse_longer(self.days)
        if self.warn_times > self.fail_times:
            raise ValueError("warn_times > fail_times")


def judge(facts: FactSet, params: Params) -> Judgement:
    """Count the stops first, then the blue screens among them."""
    log = facts.of(SystemLogFacts)
    evidence, now = seen(log, "stops", "crashes", "since"), log.origin.at
    if isinstance(log.stops, Unknown):
        return unread(log.stops, evidence)
    odd = undated(log.stops, now)
    if odd is not None:
        return unread(odd, evidence)
    stops = [each for each in log.stops if within(each, now, params.days)]
    count, last = len(stops), max(stops, default="")
    if count >= params.fail_times:
        return failed("often", evidence, count=count, days=params.days, date=last)
    if count >= params.warn_times:
        return warned("some", evidence, count=count, days=params.days, date=last)
    if isinstance(log.crashes, Unknown):
        return unread(log.crashes, evidence)
    crashes = [each for each in log.crashes if within(each, now, params.days)]
    if len(crashes) >= params.warn_crashes:
        last = max(crashes)
        return warned("crashes", evidence, count=len(crashes), days=params.days, date=last)
    rest = nothing_since(log.since, now, params.days, evidence)
    if count and rest.result is Result.PASS:
        return passed("few", evidence, count=count, days=params.days, date=last)
    return rest
