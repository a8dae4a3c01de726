"""NET-503: nothing risky waits for others.

Rule: a service that listens beyond this machine on one of `ports` is a warning: old ways of remote
control, file transfer without encryption, databases that are meant for this machine alone. Whether
a firewall stops others is a matter of NET-501; a port that is closed needs no firewall. Source:
common hardening guides (services that belong on no workstation).

Severity medium: it is open to the office network, where worms look for just these.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.exposure.facts import ExposureFacts
from core.probes.machine.facts import MachineFacts

ID = "NET-503"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (ExposureFacts, MachineFacts)

_FILES = ("21", "69", "873")
_REMOTE = ("23", "512", "513", "514", "5900", "5901")
_DATABASES = ("1433", "1521", "3306", "5432", "6379", "9200", "11211", "27017")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Ports on which no workstation should wait for others."""

    ports: tuple[str, ...] = (*_FILES, *_REMOTE, *_DATABASES, "2375")


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every port that listens beyond this machine."""
    read = facts.of(ExposureFacts)
    evidence = seen(read, "ports")
    if isinstance(read.ports, Unknown):
        return not_known(read.ports, evidence, told=edition(facts))
    risky = tuple(each.name for each in read.ports if str(each.port) in params.ports)
    if risky:
        return warned("risky", evidence, names=risky)
    return passed("good", evidence, count=len(read.ports))
