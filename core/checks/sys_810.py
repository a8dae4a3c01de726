"""SYS-810: signs about how Windows and Office are activated.

Rule: a product that a server activates, where that server is this machine itself or stands on the
open Internet, was not activated by the office. Only signs are named: other ways leave none, and a
word like that accuses nobody. Source: KMS client settings (Microsoft, volume activation).
"""

from dataclasses import dataclass
from ipaddress import ip_address

from core.checks._saying import edition, failed, not_known, passed, seen, unclear, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.activation.facts import Activation, ActivationFacts
from core.probes.machine.facts import MachineFacts

ID = "SYS-810"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (ActivationFacts, MachineFacts)
PAGES = {"windows": "ms-settings:activation"}

_LICENSED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The office's own activation servers."""

    servers: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Name what is not activated, and what is activated by a strange server."""
    given = facts.of(ActivationFacts)
    evidence = seen(given, "products")
    if isinstance(given.products, Unknown):
        return not_known(given.products, evidence, told=edition(facts))
    if not given.products:
        return unclear("nothing", UnknownCode.NOT_FOUND, evidence)
    name = facts.of(MachineFacts).name
    host = "" if isinstance(name, Unknown) else name.lower()
    parts = [_judge(given, each, params, host) for each in given.products]
    return worst([*parts, passed("no_sign", evidence, count=len(given.products))])


def _judge(given: ActivationFacts, product: Activation, params: Params, host: str) -> Judgement:
    place, at = given.origin.source("products"), given.origin.at
    told = str(product.server)
    evidence = (Evidence(what=f"server:{product.name}", value=told, source=place, read_at=at),)
    for unread in (product.volume, product.state, product.server):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence)
    server = told.lower().partition(":")[0]
    if product.volume and server and server not in {each.lower() for each in params.servers}:
        if _is_here(server, host):
            return failed("sign", evidence, product=product.name)
        if _is_outside(server):
            return warned("outside", evidence, product=product.name, server=told)
    if product.state != _LICENSED:
        return warned("not_active", evidence, product=product.name)
    return passed("no_sign", evidence, count=1)


def _is_here(server: str, host: str) -> bool:
    """Say whether a server is this machine: by name, or an address that never leaves it."""
    if server in ("localhost", host) and server:
        return True
    try:
        return ip_address(server).is_loopback or ip_address(server).is_unspecified
    except ValueError:
        return False


def _is_outside(server: str) -> bool:
    """Say whether a server stands on the open Internet; a name of the office's own has no dot."""
    try:
        return ip_address(server).is_global
    except ValueError:
        return "." in server and not server.endswith((".local", ".lan", ".internal", ".gov.vn"))
