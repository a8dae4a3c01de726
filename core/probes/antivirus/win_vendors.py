"""What other makers' antivirus products write down about their definitions and licence.

Places as the inventory agent of GLPI reads them; every user may read them.
"""

import re
from dataclasses import dataclass

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import WindowsSystem
from core.probes.win_values import HKLM, iso_moment, number, registry_source, text, unix_time

_KASPERSKY = r"SOFTWARE\KasperskyLab\protected"
_ESET = r"SOFTWARE\ESET\ESET Security\CurrentVersion\Info"
_NONE = 0xFFFFFFFF
_LONGEST_LICENCE = 36_500
_ESET_DATE = re.compile(r"\((\d{4})(\d{2})(\d{2})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorWord:
    """When the definitions were made (empty for never) and the days the licence still runs."""

    definitions_at: str | Unknown
    licence_days: int | Unknown
    source: str


def _signed(days: int | Unknown) -> int | Unknown:
    """Read a registry number as signed; an ended licence counts below zero."""
    if isinstance(days, Unknown):
        return days
    found = days - (1 << 32) if days >= 1 << 31 else days
    if abs(found) > _LONGEST_LICENCE:
        return Unknown(UnknownCode.NOT_FOUND, f"licence days {found}: none told")
    return found


def _kaspersky_at(system: WindowsSystem, key: str, wow32: bool) -> VendorWord:
    seconds = number(system, key, "LastSuccessfulUpdate", wow32)
    return VendorWord(
        definitions_at=""
        if seconds == _NONE
        else unix_time(seconds, f"{key} LastSuccessfulUpdate"),
        licence_days=_signed(number(system, key, "LicDaysTillExpiration", wow32)),
        source=registry_source(key, wow32),
    )


def _kaspersky(system: WindowsSystem) -> VendorWord:
    found = []
    for wow32 in (False, True):
        names = system.registry_keys(HKLM, _KASPERSKY, wow32)
        for name in () if isinstance(names, Unknown) else names:
            found.append(_kaspersky_at(system, f"{_KASPERSKY}\\{name}\\Data", wow32))
    known = [word for word in found if not isinstance(word.definitions_at, Unknown)]
    if known:
        return max(known, key=lambda word: str(word.definitions_at))
    return found[0] if found else _silent("Kaspersky", f"{HKLM}\\{_KASPERSKY}")


def _eset(system: WindowsSystem) -> VendorWord:
    told: str | Unknown = Unknown(UnknownCode.NOT_FOUND, _ESET)
    for wow32 in (False, True):
        told = text(system, _ESET, "ScannerVersion", wow32)
        if isinstance(told, str):
            break
    source = f"{HKLM}\\{_ESET}\\ScannerVersion"
    day = _ESET_DATE.search(told) if isinstance(told, str) else None
    if day is not None:
        at = iso_moment(f"{day[1]}-{day[2]}-{day[3]}", source)
    elif isinstance(told, Unknown):
        at = told
    else:
        at = Unknown(UnknownCode.MALFORMED, f"{source}: {told:.80}")
    return VendorWord(
        definitions_at=at, licence_days=_silent("ESET", "").licence_days, source=source
    )


def _silent(name: str, source: str) -> VendorWord:
    nothing = Unknown(UnknownCode.NOT_SUPPORTED, f"{name} does not tell where it is known to look")
    return VendorWord(definitions_at=nothing, licence_days=nothing, source=source)


def vendor_word(system: WindowsSystem, name: str) -> VendorWord:
    """Return what a product, known by its registered name, writes down about itself."""
    low = name.lower()
    if "kaspersky" in low:
        return _kaspersky(system)
    if "eset" in low.split():
        return _eset(system)
    return _silent(name, "")
