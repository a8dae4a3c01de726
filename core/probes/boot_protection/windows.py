"""How Windows starts and what protects its drive."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.boot_protection.facts import BootProtectionFacts, DriveState
from core.probes.system import WindowsSystem
from core.probes.win_values import CONTROL, container_of, is_absent, number, registry_source, text

_STATE = f"{CONTROL}\\SecureBoot\\State"
_SERVICING = f"{CONTROL}\\SecureBoot\\Servicing"
_PROTECTION = {1: "on", 2: "off", 3: "partly", 4: "partly", 5: "partly"}
"""What the shell says: on, off, encrypting, decrypting, suspended. Undocumented, so nothing else is
taken for an answer (0 not possible, 6 locked, 8 waiting)."""


def _uefi(system: WindowsSystem) -> bool | Unknown:
    kind = system.firmware()
    return kind if isinstance(kind, Unknown) else kind == 2


def _secure_boot(system: WindowsSystem, uefi: bool | Unknown) -> bool | Unknown:
    """Return the switch; without its key a machine that starts the old way has none."""
    found = number(system, _STATE, "UEFISecureBootEnabled")
    if isinstance(found, Unknown):
        return False if is_absent(found) and uefi is False else found
    return found == 1


def _certificates(system: WindowsSystem) -> str | Unknown:
    found = text(system, _SERVICING, "UEFICA2023Status")
    return "" if is_absent(found) else found


def _drives(system: WindowsSystem) -> tuple[DriveState, ...] | Unknown:
    drive = system.environment("SystemDrive")
    if isinstance(drive, Unknown):
        return drive
    told = system.drive_protection(drive)
    state: str | Unknown
    if isinstance(told, Unknown):
        state = told
    elif told in _PROTECTION:
        state = _PROTECTION[told]
    else:
        state = Unknown(UnknownCode.NOT_SUPPORTED, f"BitLockerProtection {told}")
    return (DriveState(name=drive, state=state),)


def read(system: WindowsSystem, ask: Ask) -> BootProtectionFacts:
    """Read firmware, Secure Boot, TPM and the system drive; none of it needs rights."""
    uefi = _uefi(system)
    return BootProtectionFacts(
        origin=Origin(
            backend="registry, API",
            at=system.now(),
            sources={
                "uefi": "GetFirmwareType",
                "secure_boot": registry_source(f"{_STATE}\\UEFISecureBootEnabled", False),
                "certificates": registry_source(f"{_SERVICING}\\UEFICA2023Status", False),
                "tpm": "Tbsi_GetDeviceInfo",
                "drives": "System.Volume.BitLockerProtection",
            },
        ),
        uefi=uefi,
        secure_boot=_secure_boot(system, uefi),
        certificates=_certificates(system),
        tpm=system.tpm_version(),
        drives=_drives(system),
        container=container_of(system),
    )
