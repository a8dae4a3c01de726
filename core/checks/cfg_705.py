"""CFG-705: the machine starts only what its makers signed (Secure Boot).

Rule: Secure Boot off is a warning, also on a machine that starts the old way (BIOS) and has none.
Source: UEFI specification; Microsoft's advice to turn it on.

Severity low: it stops what hides before the system starts, which is rare.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.boot_protection.facts import BootProtectionFacts
from core.probes.machine.facts import MachineFacts

ID = "CFG-705"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (BootProtectionFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Secure Boot is on or off: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the one switch; a container starts with its host."""
    read = facts.of(BootProtectionFacts)
    evidence = seen(read, "secure_boot", "uefi", "container")
    if isinstance(read.container, str) and read.container:
        return not_applicable("container", evidence)
    if isinstance(read.secure_boot, Unknown):
        return not_known(read.secure_boot, evidence, told=edition(facts))
    if read.secure_boot:
        return passed("good", evidence)
    return warned("old_start" if read.uefi is False else "off", evidence)
