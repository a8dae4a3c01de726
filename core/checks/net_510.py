"""NET-510: names are asked of servers that somebody chose.

Rule: a name server in the Internet that is not among `servers` is a warning; those of the office's
own network pass. The list holds the well-known public ones and those of Vietnamese providers; an
office adds its own. Source: addresses as published by the operators; DNSChanger and router malware.

Severity medium: who answers for names decides where every visit goes.
"""

from dataclasses import dataclass
from ipaddress import ip_address

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.name_resolution.facts import NameResolutionFacts

ID = "NET-510"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (NameResolutionFacts, MachineFacts)
PAGES = {"windows": "ms-settings:network-status"}

_PUBLIC = ("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112")
_PUBLIC_6 = (
    "2606:4700:4700::1111",
    "2606:4700:4700::1001",
    "2001:4860:4860::8888",
    "2001:4860:4860::8844",
    "2620:fe::fe",
)
_VNPT = ("203.162.4.190", "203.162.4.191", "123.23.23.23", "123.26.26.26")
_VIETTEL = ("203.113.131.1", "203.113.131.2", "203.113.188.1")
_FPT = ("210.245.24.20", "210.245.24.22", "210.245.0.11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Name servers in the Internet that are known."""

    servers: tuple[str, ...] = (*_PUBLIC, *_PUBLIC_6, *_VNPT, *_VIETTEL, *_FPT)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every name server in use."""
    read = facts.of(NameResolutionFacts)
    evidence = seen(read, "servers")
    if isinstance(read.servers, Unknown):
        return not_known(read.servers, evidence, told=edition(facts))
    if not read.servers:
        return not_applicable("none", evidence)
    strange = tuple(each for each in read.servers if not _is_known(each, params.servers))
    if strange:
        return warned("strange", evidence, names=strange)
    return passed("good", evidence, names=read.servers)


def _is_known(server: str, servers: tuple[str, ...]) -> bool:
    """Say whether a server is listed or of the own network; what is no address is not known."""
    if server in servers:
        return True
    try:
        return not ip_address(server.partition("%")[0]).is_global
    except ValueError:
        return False
