"""SYS-814: nobody set the clock to another time.

Rule: while the clock was wrong, everything that was written down carries a wrong date: files,
logs, the duty book. Windows writes each change of the clock with both times. A change by hours is
a warning; two by more than a day are a fail, mostly an empty battery on the mainboard. After sleep
the clock is taken from the hardware and goes forward by the time slept, so such a change counts
only when it goes back; likewise where an older Windows tells no reason. Source: Microsoft Learn,
event 1 of Kernel-General (OldTime, NewTime, Reason).

Severity low: the clock of now is judged by SYS-801.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.checks._ages import moment
from core.checks._reaching import nothing_since, refuse_longer, undated, unread, within
from core.checks._saying import failed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.system_log.facts import ClockChange, SystemLogFacts

ID = "SYS-814"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (SystemLogFacts,)
PAGES = {"windows": "ms-settings:dateandtime"}

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """From a change by how many minutes to warn, within so many days (30 at most).

    `most` is how many changes by more than a day to fail from.
    """

    days: int = 30
    minutes: int = 120
    most: int = 2

    def __post_init__(self) -> None:
        """Refuse to look back further than the reader does."""
        refuse_longer(self.days)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the changes that cannot be the end of a sleep."""
    log = facts.of(SystemLogFacts)
    evidence, found = seen(log, "since"), log.clock_changes
    if isinstance(found, Unknown):
        return unread(found, (*evidence, *seen(log, "clock_changes")))
    odd = undated((one for each in found for one in (each.before, each.after)), log.origin.at)
    if odd is not None:
        return unread(odd, (*evidence, *seen(log, "clock_changes")))
    least = timedelta(minutes=params.minutes)
    lately = [each for each in found if within(each.after, log.origin.at, params.days)]
    jumps = [each for each in lately if _jump(each) >= least]
    evidence = (*_told(log, jumps), *evidence)
    if jumps:
        far = [each for each in jumps if _jump(each) > _DAY]
        widest = max(jumps, key=_jump)
        before, after = widest.before, widest.after
        if len(far) >= params.most:
            return failed("often", evidence, date=after, from_date=before)
        return warned("changed", evidence, count=len(jumps), date=after, from_date=before)
    return nothing_since(log.since, log.origin.at, params.days, evidence)


def _jump(change: ClockChange) -> timedelta:
    """Return by how much the clock was set; nothing for what may be the end of a sleep."""
    before, after = moment(change.before), moment(change.after)
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return timedelta()
    if change.by_hardware is not False and after > before:
        return timedelta()
    return abs(after - before)


def _told(log: SystemLogFacts, jumps: list[ClockChange]) -> tuple[Evidence, ...]:
    """Return the changes as evidence, each with both times."""
    value = tuple(f"{each.before} → {each.after}" for each in jumps)
    source, at = log.origin.source("clock_changes"), log.origin.at
    return (Evidence(what="clock_changes", value=value, source=source, read_at=at),)
