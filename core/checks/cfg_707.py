"""CFG-707: the machine has a security chip of today (TPM 2.0).

Rule: a TPM of version 2 passes; an older one, or none, is a warning. Source: requirements of
Windows 11; TPM as the place for keys of BitLocker.

Severity low: it is a matter of the next machine to buy, not of this day's work.
"""

from dataclasses import dataclass

from core.checks._saying import edition, not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.boot_protection.facts import BootProtectionFacts
from core.probes.machine.facts import MachineFacts

ID = "CFG-707"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (BootProtectionFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://devicesecurity"}

_TODAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A machine has the chip or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the version; inside a container the chip is the host's."""
    read = facts.of(BootProtectionFacts)
    evidence = seen(read, "tpm", "container")
    if isinstance(read.container, str) and read.container:
        return not_applicable("container", evidence)
    if isinstance(read.tpm, Unknown):
        return not_known(read.tpm, evidence, told=edition(facts))
    if read.tpm >= _TODAY:
        return passed("good", evidence)
    return warned("old" if read.tpm else "none", evidence)
