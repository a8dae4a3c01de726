"""NET-507: the old file sharing protocol SMB 1 is off.

Rule: SMB 1 spoken by server or client is a fail. Source: Microsoft (SMBv1 is not installed by
default since Windows 10 1709), Samba (on by default before 4.11, off since), CVE-2017-0144.

Severity high: WannaCry spread by it, and its kind still does.
"""

from dataclasses import dataclass

from core.checks._saying import failed
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.sharing.facts import SharingFacts

ID = "NET-507"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (SharingFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """SMB 1 is spoken or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the one switch."""
    return weighed(facts, facts.of(SharingFacts), "old_protocol", bool, failed, "on")
