"""Values as Windows keeps them, made plain: numbers, texts and the five ways it writes a moment."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone

from core.model.moments import from_text, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.system import RegistryValue, WindowsSystem

HKLM = "HKLM"
CURRENT_VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
SERVICES = r"SYSTEM\CurrentControlSet\Services"
CONTROL = r"SYSTEM\CurrentControlSet\Control"

_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_NO_AUTOMATION_DATE = "1899-12-30"
_CIM = re.compile(r"^(\d{14})\.\d{6}([+-]\d{3})$")
_DIGITS = re.compile(r"^[0-9]{1,20}$")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def is_absent(value: object) -> bool:
    """Say whether the source answered that there is no such thing."""
    return isinstance(value, Unknown) and value.code is UnknownCode.NOT_FOUND


def number_of(value: object, asked: str) -> int | Unknown:
    """Return a whole number, also one written as text; everything else is malformed."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _DIGITS.match(value.strip()):
        return int(value)
    return Unknown(UnknownCode.MALFORMED, f"{asked}: no number: {value!r:.80}")


def text_of(value: object, asked: str) -> str | Unknown:
    """Return text that is not blank, without the zero bytes that some programs leave at its end."""
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, str):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: no text: {value!r:.80}")
    stripped = value.replace("\0", "").strip()
    return stripped or Unknown(UnknownCode.NOT_FOUND, f"{asked}: blank")


def flag_of(value: object, asked: str) -> bool | Unknown:
    """Return a truth value of WMI or automation; null is not_found."""
    if isinstance(value, Unknown | bool):
        return value
    if value is None:
        return Unknown(UnknownCode.NOT_FOUND, f"{asked}: null")
    if isinstance(value, int) and value in (-1, 0, 1):
        return bool(value)
    return Unknown(UnknownCode.MALFORMED, f"{asked}: {value!r:.80}")


class ValuesByName(Mapping[str, RegistryValue]):
    """The values of a key, found as Windows finds them: in capitals or not.

    Source: Microsoft Learn, Structure of the Registry. A `debugger` written small works too.
    """

    def __init__(self, values: Mapping[str, RegistryValue]) -> None:
        """Take the values under their names as they were written."""
        self._values = values
        self._written = {name.lower(): name for name in values}

    def __getitem__(self, name: str) -> RegistryValue:
        """Return the value of a name in any case."""
        return self._values[self._written[name.lower()]]

    def __iter__(self) -> Iterator[str]:
        """Yield the names as they were written."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._values)


def values_of(
    system: WindowsSystem, root: str, key: str, wow32: bool = False
) -> ValuesByName | Unknown:
    """Return all values of a key."""
    found = system.registry_values(root, key, wow32)
    return found if isinstance(found, Unknown) else ValuesByName(found)


def number(system: WindowsSystem, key: str, name: str, wow32: bool = False) -> int | Unknown:
    """Return a number below HKLM."""
    return number_of(system.registry(HKLM, key, name, wow32), f"{key}\\{name}")


def text(system: WindowsSystem, key: str, name: str, wow32: bool = False) -> str | Unknown:
    """Return a text below HKLM."""
    return text_of(system.registry(HKLM, key, name, wow32), f"{key}\\{name}")


def is_set(system: WindowsSystem, key: str, name: str) -> bool | Unknown:
    """Say whether a switch below HKLM is 1; an absent one is off."""
    found = number(system, key, name)
    if is_absent(found):
        return False
    return found if isinstance(found, Unknown) else found == 1


def first_row(
    rows: tuple[Mapping[str, object], ...] | Unknown,
) -> Mapping[str, object] | Unknown:
    """Return the first row of an answer."""
    if isinstance(rows, Unknown):
        return rows
    return rows[0] if rows else Unknown(UnknownCode.NOT_FOUND, "no row")


def _moment(moment: datetime, asked: str) -> str | Unknown:
    if moment < _EARLIEST:
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {moment.isoformat()}")
    return to_text(moment)


def filetime(value: RegistryValue | Unknown, asked: str) -> str | Unknown:
    """Return a FILETIME, UTC by definition, kept as eight bytes or as a number."""
    if isinstance(value, Unknown):
        return value
    ticks = value
    if isinstance(value, bytes) and len(value) >= 8:
        ticks = int.from_bytes(value[:8], "little")
    if not isinstance(ticks, int) or ticks < 0:
        return Unknown(UnknownCode.MALFORMED, f"{asked}: no FILETIME: {value!r:.80}")
    try:
        return _moment(_FILETIME_EPOCH + timedelta(microseconds=ticks // 10), asked)
    except OverflowError:
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {ticks}")


def unix_time(value: RegistryValue | Unknown, asked: str) -> str | Unknown:
    """Return seconds since 1970 as a moment."""
    seconds = number_of(value, asked)
    if isinstance(seconds, Unknown):
        return seconds
    try:
        return _moment(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), asked)
    except OverflowError:
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {seconds}")


def cim_moment(value: object, asked: str) -> str | Unknown:
    """Return a CIM date such as `20260805022611.000000+420`, whose offset is in minutes."""
    if value is None:
        return Unknown(UnknownCode.NOT_FOUND, f"{asked}: null")
    found = _CIM.match(value) if isinstance(value, str) else None
    if found is None:
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {value!r:.80}")
    try:
        moment = datetime.strptime(found[1], "%Y%m%d%H%M%S")
        zone = timezone(timedelta(minutes=int(found[2])))
        return _moment(moment.replace(tzinfo=zone), asked)
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {value!r:.80}")


def update_moment(value: object, asked: str) -> str | Unknown:
    """Return a date of the Windows Update Agent, which is UTC; empty for never.

    Null and 30 December 1899 both mean never.
    """
    if isinstance(value, Unknown):
        return value
    if value is None or (isinstance(value, str) and value.startswith(_NO_AUTOMATION_DATE)):
        return ""
    return iso_moment(value, asked)


def iso_moment(value: object, asked: str) -> str | Unknown:
    """Return ISO text, taken as UTC when it names no zone."""
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, str):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: no date: {value!r:.80}")
    try:
        moment = datetime.fromisoformat(value.strip())
        return _moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC), asked)
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {value!r:.80}")


def booted_at(system: WindowsSystem, now: str) -> str | Unknown:
    """Return the last real start: `now` less the ticks, which fast startup does not reset."""
    uptime = number_of(system.uptime_s(), "GetTickCount64")
    if isinstance(uptime, Unknown):
        return uptime
    try:
        return _moment(from_text(now) - timedelta(seconds=uptime), "GetTickCount64")
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"{now} less {uptime} s")


def boot_source(system: WindowsSystem) -> str:
    """Name where the last start was read, and whether shutting down is a restart here."""
    power = r"SYSTEM\CurrentControlSet\Control\Session Manager\Power"
    fast = number(system, power, "HiberbootEnabled")
    told = "unknown" if isinstance(fast, Unknown) else str(fast)
    return f"GetTickCount64 (HiberbootEnabled={told})"


def container_of(system: WindowsSystem) -> str | Unknown:
    """Return the kind of container, which Windows writes down in containers only."""
    kind = number(system, CONTROL, "ContainerType")
    if is_absent(kind):
        return ""
    return kind if isinstance(kind, Unknown) else f"windows {kind}"


def is_server(system: WindowsSystem) -> bool | Unknown:
    """Say whether this is a Windows Server."""
    kind = text(system, CURRENT_VERSION, "InstallationType")
    if isinstance(kind, str):
        return kind.lower().startswith("server")
    product = text(system, f"{CONTROL}\\ProductOptions", "ProductType")
    return product if isinstance(product, Unknown) else product != "WinNT"


def registry_source(key: str, wow32: bool) -> str:
    """Name a key below HKLM, and the 32-bit view when it was read there."""
    return f"{HKLM}\\{key} (32 bit)" if wow32 else f"{HKLM}\\{key}"
