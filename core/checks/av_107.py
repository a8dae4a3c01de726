"""AV-107: no part of Microsoft Defender is switched off, and programs cannot switch it off.

Rule: settings and policies that turn parts off stay when people forget them, and are the first
thing that malware and tweaking tools set. Without tamper protection any program with rights can set
them. Other products tell nobody. Source: Microsoft Defender policies; MSFT_MpComputerStatus.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import AntivirusCareFacts
from core.probes.machine.facts import MachineFacts

ID = "AV-107"
OS = ("windows",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (AntivirusCareFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://threatsettings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the parts, then what keeps them on."""
    care = facts.of(AntivirusCareFacts)
    evidence = seen(care, "product", "switched_off", "tamper_protected")
    if isinstance(care.product, Unknown):
        return not_known(care.product, evidence, told=edition(facts))
    if not care.product:
        return not_applicable("silent", evidence)
    if isinstance(care.switched_off, Unknown):
        return not_known(care.switched_off, evidence, told=edition(facts))
    if care.switched_off:
        names = care.switched_off
        return failed("switched_off", evidence, count=len(names), names=names)
    if isinstance(care.tamper_protected, Unknown):
        return not_known(care.tamper_protected, evidence, told=edition(facts))
    if not care.tamper_protected:
        return warned("not_protected", evidence)
    return passed("whole", evidence)
