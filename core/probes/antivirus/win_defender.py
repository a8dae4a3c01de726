"""Microsoft Defender's own word: its WMI class, else what it keeps in the registry."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import Protection
from core.probes.system import WindowsSystem
from core.probes.win_values import (
    HKLM,
    cim_moment,
    filetime,
    first_row,
    flag_of,
    is_absent,
    number_of,
)

SERVICE = "WinDefend"
NAME = "Microsoft Defender Antivirus"

_NAMESPACE = "root\\Microsoft\\Windows\\Defender"
_CLASS = "MSFT_MpComputerStatus"
_NAMES = (
    "AMRunningMode",
    "AntivirusEnabled",
    "RealTimeProtectionEnabled",
    "AntivirusSignatureAge",
    "AntivirusSignatureLastUpdated",
    "DefenderSignaturesOutOfDate",
)
_SIGNATURES = r"SOFTWARE\Microsoft\Windows Defender\Signature Updates"
_NEVER = frozenset({65535, 0xFFFFFFFF, -1})
"""Ages that mean "never"; WMI hands unsigned numbers over as signed ones."""

_MODES = {
    "passive mode": Protection.PASSIVE,
    "sxs passive mode": Protection.PASSIVE,
    "edr block mode": Protection.PASSIVE,
    "not running": Protection.OFF,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DefenderWord:
    """What Defender says of itself; `backend` tells which of its two voices spoke."""

    protection: Protection | Unknown
    real_time: bool | Unknown
    definitions_at: str | Unknown
    definitions_old: bool | Unknown
    backend: str
    source: str


def _protection(row: Mapping[str, object]) -> Protection | Unknown:
    """Return its state; a mode that is not known, with the engine on, stays unknown."""
    mode = row.get("AMRunningMode")
    enabled = flag_of(row.get("AntivirusEnabled"), "AntivirusEnabled")
    known = _MODES.get(mode.strip().lower()) if isinstance(mode, str) else None
    if known is not None:
        return known
    if isinstance(enabled, Unknown) or not enabled:
        return enabled if isinstance(enabled, Unknown) else Protection.OFF
    # Builds before 1903 have no mode; then the engine's own word is all there is.
    if mode is None or (isinstance(mode, str) and mode.strip().lower() == "normal"):
        return Protection.ON
    return Unknown(UnknownCode.MALFORMED, f"AMRunningMode: {mode!r:.80}")


def _definitions_at(row: Mapping[str, object]) -> str | Unknown:
    age = row.get("AntivirusSignatureAge")
    number = -1 if age == -1 else number_of(age, "AntivirusSignatureAge")
    if number in _NEVER:
        return ""
    return cim_moment(row.get("AntivirusSignatureLastUpdated"), "AntivirusSignatureLastUpdated")


def from_class(system: WindowsSystem) -> DefenderWord | Unknown:
    """Ask the class. It may hang for long while another product is active: ask only then not."""
    row = first_row(system.wmi(_NAMESPACE, _CLASS, _NAMES))
    if isinstance(row, Unknown):
        return row
    if all(row.get(name) is None for name in _NAMES):
        return Unknown(UnknownCode.NOT_FOUND, f"{_CLASS}: a row without a value")
    return DefenderWord(
        protection=_protection(row),
        real_time=flag_of(row.get("RealTimeProtectionEnabled"), "RealTimeProtectionEnabled"),
        definitions_at=_definitions_at(row),
        definitions_old=flag_of(row.get("DefenderSignaturesOutOfDate"), "SignaturesOutOfDate"),
        backend="wmi",
        source=_CLASS,
    )


def definitions_by_registry(system: WindowsSystem) -> tuple[str | Unknown, str]:
    """Return when the definitions were made as the registry keeps it, and where that was read."""
    answer: str | Unknown = Unknown(UnknownCode.NOT_FOUND, _SIGNATURES)
    for name in ("AVSignatureApplied", "SignaturesLastUpdated"):
        place = f"{HKLM}\\{_SIGNATURES}\\{name}"
        found = filetime(system.registry(HKLM, _SIGNATURES, name), place)
        if not isinstance(found, Unknown):
            return found, place
        if not is_absent(found):
            answer = found
    return answer, f"{HKLM}\\{_SIGNATURES}"


def is_running(system: WindowsSystem) -> bool:
    """Say whether Defender's service runs, as it does while Defender is the active product."""
    service = system.service(SERVICE)
    return not isinstance(service, Unknown) and service.running
