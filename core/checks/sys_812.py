"""SYS-812: nobody emptied the logs.

Rule: who breaks in empties the logs behind him, and so do programs that promise to clean up. That
the log System or Security was emptied is a fail, another one a warning, until it is known who did
it and why. Installing Windows empties them too, so nothing up to a day after it counts. Emptying
the log Security stands in itself: an account that may not read it is told so. Source: Microsoft
Learn, events 104 and 1102 of Microsoft-Windows-Eventlog; MITRE ATT&CK T1070.001.

Severity medium: often it is a cleaning program, and what was lost does not come back.
"""

from dataclasses import dataclass
from datetime import timedelta

from core.checks._ages import moment
from core.checks._reaching import nothing_since, refuse_longer, undated, unread, within
from core.checks._saying import failed, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Result, Severity
from core.model.unknown import Unknown
from core.probes.system_log.facts import ClearedLog, SystemLogFacts

ID = "SYS-812"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (SystemLogFacts,)

_MAIN = frozenset(("system", "security"))
_SETTING_UP = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Look back so many days, 30 at most."""

    days: int = 30

    def __post_init__(self) -> None:
        """Refuse to look back further than the reader does."""
        refuse_longer(self.days)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the logs that were emptied, the main ones first."""
    log = facts.of(SystemLogFacts)
    evidence = seen(log, "cleared", "unseen", "since", "set_up_at")
    if isinstance(log.cleared, Unknown):
        return unread(log.cleared, evidence)
    odd = undated((each.at for each in log.cleared), log.origin.at)
    if odd is not None:
        return unread(odd, evidence)
    found = [each for each in log.cleared if _counts(each, log, params)]
    main = [each for each in found if each.name.lower() in _MAIN]
    for say, case, logs in ((failed, "main", main), (warned, "other", found)):
        if logs:
            last = max(each.at for each in logs)
            names = tuple(dict.fromkeys(each.name for each in logs))
            return say(case, evidence, names=names, count=len(logs), date=last)
    if isinstance(log.unseen, Unknown):
        return unread(log.unseen, evidence)
    rest = nothing_since(log.since, log.origin.at, params.days, evidence)
    if log.unseen and rest.result is Result.PASS:
        return passed("partly", evidence, names=log.unseen)
    return rest


def _counts(cleared: ClearedLog, log: SystemLogFacts, params: Params) -> bool:
    """Say whether a log was emptied lately and not by installing Windows."""
    installed, at = moment(log.set_up_at), moment(cleared.at)
    if not isinstance(installed, Unknown) and not isinstance(at, Unknown):
        own = at - installed <= _SETTING_UP
        return not own and within(cleared.at, log.origin.at, params.days)
    return within(cleared.at, log.origin.at, params.days)
