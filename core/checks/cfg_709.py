"""CFG-709: documents cannot run macros unasked.

Rule: an office program that runs every macro without asking is a fail, for any person. Asking,
signed only and none pass. No such program is not applicable. Source: Microsoft (VBAWarnings),
LibreOffice (MacroSecurityLevel).

Severity high: an invoice with a macro is how many an office was lost.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.macros.facts import MacrosFacts

ID = "CFG-709"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (MacrosFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Macros run unasked or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every program of every person."""
    read = facts.of(MacrosFacts)
    evidence = seen(read, "settings")
    if isinstance(read.settings, Unknown):
        return not_known(read.settings, evidence, told=edition(facts))
    if not read.settings:
        return not_applicable("none", evidence)
    every = tuple(each.name for each in read.settings if each.level == "all")
    if every:
        return failed("every", evidence, names=every)
    unread = [each.level for each in read.settings if isinstance(each.level, Unknown)]
    parts = [not_known(each, evidence, told=edition(facts)) for each in unread]
    return worst([*parts, passed("good", evidence)])
