"""MAL-603: tasks that the clock starts run programs that lie where programs live.

Rule: as for MAL-601, of the task library on Windows and of all crontabs on Linux. Source: MITRE
ATT&CK T1053.

Severity high: a task brings malware back every hour without anybody signing in.
"""

from dataclasses import dataclass

from core.checks._starting import judge_entries
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import StartupFacts

ID = "MAL-603"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (StartupFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A program lies in a good place or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every entry; the worst one speaks."""
    return judge_entries(facts, "tasks")
