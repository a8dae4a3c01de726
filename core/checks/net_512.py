"""NET-512: this machine joins no unprotected wireless network by itself.

Rule: a remembered network without protection, or with the broken WEP, that is joined unasked is a
warning; the same network joined by hand only, or one with the first WPA, too. Source: Wi-Fi
Alliance (WEP and WPA withdrawn), evil-twin attacks on remembered open names.

Severity low: it matters away from the office.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.wifi.facts import WifiFacts

ID = "NET-512"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (WifiFacts, MachineFacts)
PAGES = {"windows": "ms-settings:network-wifisettings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A network is protected or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every remembered network."""
    read = facts.of(WifiFacts)
    evidence = seen(read, "adapter", "networks")
    if read.adapter is False:
        return not_applicable("no_adapter", evidence)
    if isinstance(read.networks, Unknown):
        return not_known(read.networks, evidence, told=edition(facts))
    weak = [each for each in read.networks if each.protection in ("open", "wep")]
    unasked = tuple(each.name for each in weak if each.automatic)
    if unasked:
        return warned("unasked", evidence, names=unasked)
    old = tuple(each.name for each in read.networks if each in weak or each.protection == "wpa")
    if old:
        return warned("weak", evidence, names=old)
    protections = [each.protection for each in read.networks]
    unread = [each for each in (*protections, read.adapter) if isinstance(each, Unknown)]
    parts = [not_known(each, evidence, told=edition(facts)) for each in unread]
    return worst([*parts, passed("good", evidence, count=len(read.networks))])
