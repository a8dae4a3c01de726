"""How the machine itself is, on Windows."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firmware import firmware_day, is_virtual
from core.probes.hardware.facts import Disk, HardwareFacts, Health
from core.probes.system import WindowsSystem
from core.probes.win_values import HKLM, first_row, number_of, text

_STORAGE = "root\\Microsoft\\Windows\\Storage"
_BIOS = r"HARDWARE\DESCRIPTION\System\BIOS"
_HEALTH = {0: Health.GOOD, 1: Health.WARNING, 2: Health.FAILING}


def _disks(system: WindowsSystem) -> tuple[Disk, ...] | Unknown:
    """Return the disks with the health that Windows itself derives from them."""
    rows = system.wmi(_STORAGE, "MSFT_PhysicalDisk", ("FriendlyName", "HealthStatus"))
    if isinstance(rows, Unknown):
        return rows
    found = []
    for place, row in enumerate(rows):
        name, told = row.get("FriendlyName"), number_of(row.get("HealthStatus"), "HealthStatus")
        unclear = Unknown(UnknownCode.NOT_SUPPORTED, f"HealthStatus {told}")
        health = told if isinstance(told, Unknown) else _HEALTH.get(told, unclear)
        shown = name.strip() if isinstance(name, str) and name.strip() else f"disk {place}"
        found.append(Disk(name=shown, health=health))
    return tuple(found) or Unknown(UnknownCode.NOT_FOUND, "MSFT_PhysicalDisk: no disk")


def _memory(system: WindowsSystem) -> int | Unknown:
    row = first_row(system.wmi("root\\cimv2", "Win32_ComputerSystem", ("TotalPhysicalMemory",)))
    if isinstance(row, Unknown):
        return row
    return number_of(row.get("TotalPhysicalMemory"), "TotalPhysicalMemory")


def _model(system: WindowsSystem) -> str | Unknown:
    maker = text(system, _BIOS, "SystemManufacturer")
    product = text(system, _BIOS, "SystemProductName")
    if isinstance(maker, Unknown) or isinstance(product, Unknown):
        return maker if isinstance(maker, Unknown) else product
    return f"{maker} {product}"


def read(system: WindowsSystem, ask: Ask) -> HardwareFacts:
    """Read the room of the system drive, disks, memory and firmware."""
    drive = system.environment("SystemDrive")
    space = drive if isinstance(drive, Unknown) else system.space(f"{drive}\\")
    model = _model(system)
    return HardwareFacts(
        origin=Origin(
            backend="win32",
            at=system.now(),
            sources={
                "drive": "SystemDrive",
                "drive_size": "GetDiskFreeSpaceEx",
                "drive_free": "GetDiskFreeSpaceEx",
                "disks": "MSFT_PhysicalDisk.HealthStatus",
                "memory": "Win32_ComputerSystem.TotalPhysicalMemory",
                "model": f"{HKLM}\\{_BIOS}",
                "firmware_on": f"{HKLM}\\{_BIOS}\\BIOSReleaseDate",
                "virtual": f"{HKLM}\\{_BIOS}",
            },
        ),
        drive=drive,
        drive_size=space if isinstance(space, Unknown) else space[0],
        drive_free=space if isinstance(space, Unknown) else space[1],
        disks=_disks(system),
        memory=_memory(system),
        model=model,
        firmware_on=firmware_day(text(system, _BIOS, "BIOSReleaseDate")),
        virtual=is_virtual(model),
    )
