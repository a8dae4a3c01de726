"""SYS-811: what Windows wrote down about errors of its disks.

Rule: a place that cannot be read, a disk that foretells its end, or a damaged file system is a
fail, whichever disk it is; a controller that does not answer, memory that could not be swapped or
reads that had to be tried again are a warning when there are several, since a stick pulled out
writes some too. Windows tells nobody of them. Source: Microsoft Learn, events 7, 11, 51, 52 and
153 of `disk`, 55 of `Ntfs`, in the log System, which every account may read.

Severity medium: the data are still there, and a backup may be too.
"""

from dataclasses import dataclass

from core.checks._reaching import nothing_since, refuse_longer, undated, unread, within
from core.checks._saying import failed, passed, seen, seen_of, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Result, Severity
from core.model.unknown import Unknown
from core.probes.system_log.facts import DiskError, SystemLogFacts, Trouble

ID = "SYS-811"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (SystemLogFacts,)

_GRAVE = frozenset((Trouble.BAD_BLOCK, Trouble.FAILING, Trouble.DAMAGED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Look back so many days (30 at most); warn from so many passing errors of one disk."""

    days: int = 14
    most: int = 5

    def __post_init__(self) -> None:
        """Refuse to look back further than the reader does."""
        refuse_longer(self.days)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the errors of every disk; the worst speaks."""
    log = facts.of(SystemLogFacts)
    evidence, found = seen(log, "since"), log.disk_errors
    if isinstance(found, Unknown):
        return unread(found, (*evidence, *seen(log, "disk_errors")))
    odd = undated((each.at for each in found), log.origin.at)
    if odd is not None:
        return unread(odd, (*evidence, *seen(log, "disk_errors")))
    lately = [each for each in found if within(each.at, log.origin.at, params.days)]
    parts = [_judge(log, each, params) for each in lately]
    rest = nothing_since(log.since, log.origin.at, params.days, evidence)
    if lately and rest.result is Result.PASS:
        rest = passed("few", evidence, count=sum(each.count for each in lately), days=params.days)
    return worst([rest, *parts])


def _judge(log: SystemLogFacts, error: DiskError, params: Params) -> Judgement:
    evidence = seen_of(log, "disk_errors", error.name, error, "trouble", "count", "at")
    if error.trouble in _GRAVE:
        return failed(error.trouble, evidence, name=error.name, count=error.count, date=error.at)
    if error.count >= params.most:
        return warned("unsteady", evidence, name=error.name, count=error.count, days=params.days)
    return passed("few", evidence, count=error.count, days=params.days)
