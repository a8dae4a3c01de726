"""NET-513: file servers must say who they are.

Rule: trusting a file server that asks for no name, or speaking to one without signatures, is a
warning. Windows 11 24H2 refuses both by default, except in Home editions. Source: Microsoft
(AllowInsecureGuestAuth, RequireSecuritySignature).

Severity low: old copiers and storage boxes may need it; then it is a risk to accept until a date.
"""

from dataclasses import dataclass
from operator import not_

from core.checks._saying import warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.sharing.facts import SharingFacts

ID = "NET-513"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (SharingFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Servers are trusted without a name or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge guests before signatures."""
    read = facts.of(SharingFacts)
    return worst(
        [
            weighed(facts, read, "unnamed", bool, warned, "unnamed"),
            weighed(facts, read, "signed", not_, warned, "unsigned"),
        ]
    )
