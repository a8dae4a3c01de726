"""SYS-804: what the disks say of their own health.

Rule: a disk that calls itself failing, that the system has taken off line, or whose file system has
counted errors, may be lost any day; a backup comes first. Source: MSFT_PhysicalDisk.HealthStatus;
SMART overall health; ext4 error counts.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, seen_of, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.hardware.facts import Disk, HardwareFacts, Health
from core.probes.machine.facts import MachineFacts

ID = "SYS-804"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (HardwareFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every disk; the worst speaks."""
    hardware = facts.of(HardwareFacts)
    if isinstance(hardware.disks, Unknown):
        return not_known(hardware.disks, seen(hardware, "disks"), told=edition(facts))
    parts = [_judge(facts, each) for each in hardware.disks]
    quiet = any(each.health is Health.QUIET for each in hardware.disks)
    case = "quiet" if quiet else "good"
    return worst([passed(case, seen(hardware, "disks"), count=len(hardware.disks)), *parts])


def _judge(facts: FactSet, disk: Disk) -> Judgement:
    hardware = facts.of(HardwareFacts)
    evidence = seen_of(hardware, "disks", disk.name, disk, "health")
    if isinstance(disk.health, Unknown):
        return not_known(disk.health, evidence, told=edition(facts))
    if disk.health is Health.FAILING:
        return failed("failing", evidence, name=disk.name)
    if disk.health is Health.WARNING:
        return warned("warning", evidence, name=disk.name)
    return passed("good", evidence, count=1)
