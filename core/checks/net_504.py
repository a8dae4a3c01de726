"""NET-504: nobody takes over this machine's screen unasked.

Rule: Remote Desktop that lets in before the account is proved (no network level authentication) is
a fail; any remote desktop that is on is a warning, because the office should know of it. Source:
TCVN 14423 levels 1-2 (remote access only where needed), Microsoft's advice on Remote Desktop.

Severity high: an open remote desktop is how ransomware most often came into offices.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, is_windows, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.remote_access.facts import RemoteAccessFacts

ID = "NET-504"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (RemoteAccessFacts, MachineFacts)
PAGES = {"windows": "ms-settings:remotedesktop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A remote desktop is on or off: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge whether one is on, then how it lets in."""
    read = facts.of(RemoteAccessFacts)
    evidence = seen(read, "desktops")
    if isinstance(read.desktops, Unknown):
        return not_known(read.desktops, evidence, told=edition(facts))
    if not read.desktops:
        return passed("off", evidence)
    if is_windows(facts):
        evidence = (*evidence, *seen(read, "checked"))
        if read.checked is False:
            return failed("unchecked", evidence)
        if isinstance(read.checked, Unknown):
            return not_known(read.checked, evidence, told=edition(facts))
    return warned("on", evidence, names=read.desktops)
