"""SYS-805: memory that is enough for the system and its antivirus.

Rule: with less, machines swap all day, people switch the antivirus off, and updates take nights.
Source: least requirements of Windows 11 (4 GB); Debian desktop recommends 2 GB.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.hardware.facts import HardwareFacts
from core.probes.machine.facts import MachineFacts

ID = "SYS-805"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (HardwareFacts, MachineFacts)

_MEGA = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn below so many megabytes, fail below half of it; hardware keeps some for itself."""

    megabytes: int = 3600


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the memory that the system may use."""
    hardware = facts.of(HardwareFacts)
    evidence = seen(hardware, "memory")
    if isinstance(hardware.memory, Unknown):
        return not_known(hardware.memory, evidence, told=edition(facts))
    megabytes = hardware.memory // _MEGA
    if megabytes < params.megabytes // 2:
        return failed("little", evidence, megabytes=megabytes)
    if megabytes < params.megabytes:
        return warned("little", evidence, megabytes=megabytes)
    return passed("enough", evidence, megabytes=megabytes)
