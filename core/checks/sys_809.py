"""SYS-809: the parts that the system needs are there.

Rule: Windows copies that somebody has cut down lack services that updates and protection need; a
disabled one leaves its work undone, and a broken WMI store makes many readings impossible: one
finding says so once. On Linux, units that failed. Source: service lists of Windows 10, 11 and
Server; systemctl(1).
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, is_windows, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.system_parts.facts import SystemPartsFacts

ID = "SYS-809"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SystemPartsFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Services or units that the office has switched off on purpose."""

    accepted: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge missing and disabled parts, and the store that readers ask."""
    given, windows = facts.of(SystemPartsFacts), is_windows(facts)
    fine = passed("whole", seen(given, "disabled"))
    parts = [_judge_disabled(facts, params)]
    if windows:
        parts += [_judge_missing(facts, params), _judge_wmi(facts)]
    return worst([*parts, fine])


def _judge_missing(facts: FactSet, params: Params) -> Judgement:
    given = facts.of(SystemPartsFacts)
    evidence = seen(given, "missing")
    if isinstance(given.missing, Unknown):
        return not_known(given.missing, evidence, told=edition(facts))
    names = tuple(each for each in given.missing if each not in params.accepted)
    if names:
        return failed("missing", evidence, count=len(names), names=names)
    return passed("whole", evidence)


def _judge_disabled(facts: FactSet, params: Params) -> Judgement:
    given = facts.of(SystemPartsFacts)
    evidence = seen(given, "disabled")
    if isinstance(given.disabled, Unknown):
        return not_known(given.disabled, evidence, told=edition(facts))
    names = tuple(each for each in given.disabled if each not in params.accepted)
    if not names:
        return passed("whole", evidence)
    if is_windows(facts):
        return failed("disabled", evidence, count=len(names), names=names)
    return warned("units", evidence, count=len(names), names=names)


def _judge_wmi(facts: FactSet) -> Judgement:
    given = facts.of(SystemPartsFacts)
    evidence = seen(given, "wmi_answers")
    if isinstance(given.wmi_answers, Unknown):
        return not_known(given.wmi_answers, evidence, told=edition(facts))
    return passed("whole", evidence) if given.wmi_answers else failed("wmi", evidence)
