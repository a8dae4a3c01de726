"""MAL-602: services run programs that lie where programs live.

Rule: as for MAL-601, of services and drivers that start by themselves on Windows and of units that
no package brought on Linux. A service runs with the rights of the system, so that whoever may
change its program owns the machine. Source: MITRE ATT&CK T1543.

Severity high.
"""

from dataclasses import dataclass

from core.checks._starting import judge_entries
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import StartupFacts

ID = "MAL-602"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (StartupFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A program lies in a good place or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every entry; the worst one speaks."""
    return judge_entries(facts, "services")
