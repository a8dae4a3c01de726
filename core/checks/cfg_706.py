"""CFG-706: the Secure Boot certificates of 2023 are in place.

Rule: those of 2011 ended between June and October 2026. Where Secure Boot is on, Windows must have
put in the new ones (`Updated`); otherwise it is a warning: later updates of the start will not be
taken. Source: Microsoft, Secure Boot certificate updates (UEFICA2023Status).

Severity low: the machine goes on starting, it only gets no newer protection there.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.boot_protection.facts import BootProtectionFacts
from core.probes.machine.facts import MachineFacts

ID = "CFG-706"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (BootProtectionFacts, MachineFacts)

_DONE = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The certificates are in place or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what Windows says of them, where they are used at all."""
    read = facts.of(BootProtectionFacts)
    evidence = seen(read, "certificates", "secure_boot")
    if read.secure_boot is False:
        return not_applicable("off", evidence)
    if isinstance(read.certificates, Unknown):
        return not_known(read.certificates, evidence, told=edition(facts))
    if read.certificates.lower() == _DONE:
        return passed("good", evidence)
    if isinstance(read.secure_boot, Unknown):
        return not_known(read.secure_boot, evidence, told=edition(facts))
    return warned("old", evidence)
