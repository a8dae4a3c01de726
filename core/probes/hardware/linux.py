"""How the machine itself is, on Linux: /sys and /proc, and smartctl where it may be asked."""

import json
import re

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firmware import firmware_day, is_virtual
from core.probes.hardware.facts import Disk, HardwareFacts, Health
from core.probes.system import System

_BLOCK = "/sys/block"
_EXT4 = "/sys/fs/ext4"
_DMI = "/sys/class/dmi/id"
_SMARTCTL = "/usr/sbin/smartctl"
_LIMIT_S = 4.0
_MOST = 16
_REAL = re.compile(r"^(sd[a-z]+|nvme\d+n\d+|vd[a-z]+|xvd[a-z]+|mmcblk\d+)$")
_IN_ORDER = frozenset(("running", "live"))
_MEMORY = re.compile(r"^MemTotal:\s+(\d+) kB$", re.MULTILINE)


def _line(system: System, path: str) -> str | Unknown:
    text = system.read_text(path, 4096)
    return text if isinstance(text, Unknown) else text.strip()


def _by_smart(system: System, disk: str) -> Health | Unknown:
    """Ask the disk itself, which only root may."""
    said = system.run([_SMARTCTL, "-jH", f"/dev/{disk}"], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    try:
        passed = json.loads(said.out)["smart_status"]["passed"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return Unknown(UnknownCode.NO_RIGHT, f"smartctl -jH {disk}: exit {said.exit}")
    if not isinstance(passed, bool):
        return Unknown(UnknownCode.MALFORMED, f"smartctl -jH {disk}: {passed!r:.40}")
    return Health.GOOD if passed else Health.FAILING


def _errors(system: System, disk: str) -> int | None:
    """Return the errors that file systems on a disk have counted, None where none counts any."""
    names = system.list_folder(_EXT4)
    counts = [
        _line(system, f"{_EXT4}/{name}/errors_count")
        for name in (() if isinstance(names, Unknown) else names)
        if name.startswith(disk)
    ]
    read = [int(each) for each in counts if isinstance(each, str) and each.isdecimal()]
    return sum(read) if read else None


def _health(system: System, disk: str) -> Health | Unknown:
    """Return the worst that is known; without the disk's own word the system's counts stand in."""
    state = _line(system, f"{_BLOCK}/{disk}/device/state")
    if isinstance(state, str) and state not in _IN_ORDER:
        return Health.FAILING
    errors = _errors(system, disk)
    if errors:
        return Health.WARNING
    told = _by_smart(system, disk)
    if isinstance(told, Unknown) and isinstance(state, str) and errors == 0:
        return Health.QUIET
    return told


def _disks(system: System) -> tuple[Disk, ...] | Unknown:
    names = system.list_folder(_BLOCK)
    if isinstance(names, Unknown):
        return names
    real = [name for name in names if _REAL.match(name)][:_MOST]
    if not real:
        return Unknown(UnknownCode.NOT_FOUND, f"{_BLOCK}: no disk")
    return tuple(Disk(name=name, health=_health(system, name)) for name in real)


def _memory(system: System) -> int | Unknown:
    text = system.read_text("/proc/meminfo", 65_536)
    if isinstance(text, Unknown):
        return text
    found = _MEMORY.search(text)
    if found is None:
        return Unknown(UnknownCode.MALFORMED, "/proc/meminfo: no MemTotal")
    return int(found[1]) * 1024


def _model(system: System) -> str | Unknown:
    parts = [_line(system, f"{_DMI}/{name}") for name in ("sys_vendor", "product_name")]
    unread = next((each for each in parts if isinstance(each, Unknown)), None)
    if unread is not None:
        return unread
    text = " ".join(str(each) for each in parts).strip()
    return text or Unknown(UnknownCode.NOT_FOUND, f"{_DMI}: blank")


def read(system: System, ask: Ask) -> HardwareFacts:
    """Read the room of the root file system, disks, memory and firmware."""
    space = system.space("/")
    model = _model(system)
    return HardwareFacts(
        origin=Origin(
            backend="files",
            at=system.now(),
            sources={
                "drive_size": "statvfs /",
                "drive_free": "statvfs /",
                "disks": f"{_BLOCK}/*/device/state, {_EXT4}/*/errors_count, smartctl",
                "memory": "/proc/meminfo",
                "model": _DMI,
                "firmware_on": f"{_DMI}/bios_date",
                "virtual": _DMI,
            },
        ),
        drive="/",
        drive_size=space if isinstance(space, Unknown) else space[0],
        drive_free=space if isinstance(space, Unknown) else space[1],
        disks=_disks(system),
        memory=_memory(system),
        model=model,
        firmware_on=firmware_day(_line(system, f"{_DMI}/bios_date")),
        virtual=is_virtual(model),
    )
