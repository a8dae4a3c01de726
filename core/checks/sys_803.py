"""SYS-803: room on the drive of the system.

Rule: updates, backups and the duty book need room; below a tenth of the drive, or below ten
gigabytes of a large one, Windows and apt start to refuse updates. Source: Microsoft, free up space
for updates.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, unclear, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.hardware.facts import HardwareFacts
from core.probes.machine.facts import MachineFacts

ID = "SYS-803"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (HardwareFacts, MachineFacts)
PAGES = {"windows": "ms-settings:storagesense"}

_GIGA = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn below so many percent or gigabytes free, fail below half of both."""

    percent: int = 10
    gigabytes: int = 10


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the room that is left."""
    hardware = facts.of(HardwareFacts)
    evidence = seen(hardware, "drive", "drive_size", "drive_free")
    size, free, drive = hardware.drive_size, hardware.drive_free, hardware.drive
    for unread in (drive, size, free):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence, told=edition(facts))
    if not (isinstance(size, int) and isinstance(free, int)) or not 0 <= free <= size or not size:
        return unclear("malformed", UnknownCode.MALFORMED, evidence)
    percent, giga = free * 100 // size, free // _GIGA
    told: dict[str, int | str] = {"drive": str(drive), "percent": percent, "gigabytes": giga}
    # A small disk is judged by its share alone: ten gigabytes may be most of it.
    scarce = params.gigabytes if size > 10 * params.gigabytes * _GIGA else 0
    if percent < params.percent // 2 or giga < scarce // 2:
        return failed("full", evidence, **told)
    if percent < params.percent or giga < scarce:
        return warned("low", evidence, **told)
    return passed("enough", evidence, **told)
