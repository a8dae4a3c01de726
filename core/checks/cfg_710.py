"""CFG-710: what PowerShell runs can be seen.

Rule: the old version 2 of PowerShell installed, or no record of what is run, is a warning. The
execution policy is no barrier and is not judged. Source: Microsoft (PowerShell 2.0 is withdrawn;
script block logging).

Severity low: it helps to see what happened, and hides nothing by itself.
"""

from dataclasses import dataclass
from operator import not_

from core.checks._saying import warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.powershell.facts import PowerShellFacts

ID = "CFG-710"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (PowerShellFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """It can be seen or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the old version before the record."""
    read = facts.of(PowerShellFacts)
    return worst(
        [
            weighed(facts, read, "old_powershell", bool, warned, "old"),
            weighed(facts, read, "script_log", not_, warned, "unseen"),
        ]
    )
