"""CFG-702: a screen that nobody watches locks by itself.

Rule: what locks first counts, the machine's limit or the person's; never is a fail, later than
`lock_minutes` a warning. A machine without a desktop has no screen to lock. Source: TCVN 14423
levels 1-2 (locked after at most 15 minutes).

Severity medium: it matters when somebody else comes to the desk.
"""

from dataclasses import dataclass

from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.screen_lock.facts import ScreenLock, ScreenLockFacts

ID = "CFG-702"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (ScreenLockFacts, MachineFacts)
PAGES = {"windows": "ms-settings:lockscreen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """After how many idle minutes a screen should be locked at the latest."""

    lock_minutes: int = 15


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the machine's limit, then what it leaves to each person."""
    read = facts.of(ScreenLockFacts)
    evidence = seen(read, "machine_s", "people", "desktop")
    if read.desktop == "":
        return not_applicable("no_desktop", evidence)
    limit = params.lock_minutes * 60
    machine = read.machine_s
    if not isinstance(machine, Unknown) and 0 < machine <= limit:
        return passed("machine", evidence, minutes=machine // 60)
    if isinstance(read.people, Unknown):
        return not_known(read.people, evidence, told=edition(facts))
    if isinstance(machine, Unknown):
        return not_known(machine, evidence, told=edition(facts))
    parts = [_judge_person(facts, each, machine, limit, evidence) for each in read.people]
    return worst([*parts, passed("people", evidence, minutes=params.lock_minutes)])


def _judge_person(
    facts: FactSet, person: ScreenLock, machine: int, limit: int, evidence: tuple[Evidence, ...]
) -> Judgement:
    own = person.after_s
    if isinstance(own, Unknown):
        return not_known(own, evidence, told=edition(facts))
    times = [each for each in (own, machine) if each > 0]
    if not times:
        return failed("never", evidence, name=person.name)
    after = min(times)
    if after > limit:
        return warned("late", evidence, name=person.name, minutes=after // 60, limit=limit // 60)
    return passed("people", evidence, minutes=limit // 60)
