"""SYS-806: whether the maker still looks after this machine, told by the age of its firmware.

Rule: firmware gets its own patches; where the last one is many years old the maker has ended
support, and holes below the system stay open. An old machine is a matter of planning, hence low
severity. Source: NIST SP 800-193; makers look after office machines for about five to seven years.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    warned,
)
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.hardware.facts import HardwareFacts
from core.probes.machine.facts import MachineFacts

ID = "SYS-806"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (HardwareFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the firmware, in days."""

    warn_days: int = 2557
    fail_days: int = 4383


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the age of the firmware; that of a virtual machine says nothing."""
    hardware = facts.of(HardwareFacts)
    evidence = seen(hardware, "model", "firmware_on")
    if isinstance(hardware.virtual, Unknown):
        return not_known(hardware.virtual, evidence, told=edition(facts))
    if hardware.virtual:
        return not_applicable("virtual", evidence)
    if isinstance(hardware.firmware_on, Unknown):
        return not_known(hardware.firmware_on, evidence, told=edition(facts))
    days = past_age(hardware.firmware_on, hardware.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    date, years = hardware.firmware_on, days // 365
    if days > params.fail_days:
        return failed("old", evidence, date=date, years=years)
    if days > params.warn_days:
        return warned("old", evidence, date=date, years=years)
    return passed("recent", evidence, date=date)
