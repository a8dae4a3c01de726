"""SYS-807: which USB storage was plugged in.

Rule: sticks carry most of the malware that reaches these offices, and data out. An office that
lists its own sticks is told of every other one; without a list only a great number is worth a word.
Serial numbers are never kept, only marks made of them. Source: TCVN 14423, removable media.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.usb_storage.facts import UsbStorage, UsbStorageFacts

ID = "SYS-807"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (UsbStorageFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The marks of the office's own sticks; without them, so many different ones are many."""

    allowed: tuple[str, ...] = ()
    most: int = 20


def judge(facts: FactSet, params: Params) -> Judgement:
    """Compare the sticks seen with those of the office."""
    storage = facts.of(UsbStorageFacts)
    devices = storage.devices
    if isinstance(devices, Unknown):
        return not_known(devices, seen(storage, "devices"), told=edition(facts))
    shown = tuple(_shown(each) for each in devices)
    place, at = storage.origin.source("devices"), storage.origin.at
    evidence = (Evidence(what="devices", value=shown, source=place, read_at=at),)
    if params.allowed:
        known = {each.lower() for each in params.allowed}
        foreign = tuple(_shown(each) for each in devices if each.mark not in known)
        if foreign:
            return failed("foreign", evidence, count=len(foreign), names=foreign)
        return passed("own", evidence, count=len(devices))
    if len(devices) > params.most:
        return warned("many", evidence, count=len(devices))
    return passed("few", evidence, count=len(devices))


def _shown(device: UsbStorage) -> str:
    return f"{device.name} ({device.mark})"
