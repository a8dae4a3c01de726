"""What time Windows thinks it is, and what there is to compare it with."""

from collections.abc import Callable
from typing import TypeVar

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.clock.facts import ClockFacts
from core.probes.system import WindowsSystem
from core.probes.win_update_settings import cannot_start
from core.probes.win_values import CURRENT_VERSION, HKLM, SERVICES, is_absent, number, text

T = TypeVar("T")

_SERVICE = "W32Time"
_PARAMETERS = f"{SERVICES}\\{_SERVICE}\\Parameters"
_CLIENT = f"{SERVICES}\\{_SERVICE}\\TimeProviders\\NtpClient"
_POLICY = r"SOFTWARE\Policies\Microsoft\W32Time"
_SYNCHRONISES = {"NTP": True, "NT5DS": True, "ALLSYNC": True, "NOSYNC": False}

_WRITTEN_BY_WINDOWS = (
    "bootstat.dat",
    r"SoftwareDistribution\ReportingEvents.log",
    r"SoftwareDistribution\DataStore\DataStore.edb",
    r"Logs\CBS\CBS.log",
    r"Logs\DISM\dism.log",
    r"inf\setupapi.dev.log",
    r"System32\winevt\Logs\System.evtx",
)
"""Below the Windows folder: written at each start, each search for updates, each servicing."""


def _folder(system: WindowsSystem) -> str | Unknown:
    told = system.environment("SystemRoot")
    return told if isinstance(told, str) and told else text(system, CURRENT_VERSION, "SystemRoot")


def _newest(system: WindowsSystem) -> tuple[str | Unknown, str | Unknown]:
    """Return the newest time of files that Windows itself writes, and the file."""
    folder = _folder(system)
    if isinstance(folder, Unknown):
        return folder, folder
    paths = [f"{folder}\\{name}" for name in _WRITTEN_BY_WINDOWS]
    answers = [(path, system.stat(path)) for path in paths]
    seen = [(each.modified, path) for path, each in answers if not isinstance(each, Unknown)]
    if not seen:
        none = Unknown(UnknownCode.NOT_FOUND, f"none of {len(paths)} files below {folder}")
        return none, none
    return max(seen)


def _ruled(
    system: WindowsSystem,
    read_value: Callable[[WindowsSystem, str, str], T | Unknown],
    below: str,
    own: str,
    name: str,
) -> T | Unknown:
    """Return a setting of the service as group policy sets it, else the machine's own.

    Source: Microsoft Learn, Windows Time service tools and settings; Registering a Time Provider.
    """
    ruled = read_value(system, f"{_POLICY}\\{below}", name)
    return read_value(system, own, name) if is_absent(ruled) else ruled


def _synchronises(system: WindowsSystem, off: bool | Unknown) -> bool | Unknown:
    if isinstance(off, Unknown) or off:
        return off if isinstance(off, Unknown) else False
    client = _ruled(system, number, r"TimeProviders\NtpClient", _CLIENT, "Enabled")
    if client == 0:
        return False
    if isinstance(client, Unknown) and not is_absent(client):
        return client
    kind = _ruled(system, text, "Parameters", _PARAMETERS, "Type")
    if isinstance(kind, Unknown):
        return kind
    known = _SYNCHRONISES.get(kind.upper())
    return Unknown(UnknownCode.MALFORMED, f"Type: {kind}") if known is None else known


def read(system: WindowsSystem, ask: Ask) -> ClockFacts:
    """Read clock, zone and the settings of the time service.

    Whether it has ever synchronised is told by a tool in translated text only.
    """
    now = system.now()
    zone = system.time_zone()
    off = cannot_start(system, _SERVICE)
    newest_at, newest = _newest(system)
    return ClockFacts(
        origin=Origin(
            backend="win32",
            at=now,
            sources={
                "now": "system clock",
                "zone": "GetDynamicTimeZoneInformation",
                "offset_minutes": "GetDynamicTimeZoneInformation",
                "synchronises": f"{HKLM}\\{_PARAMETERS}\\Type",
                "service_off": "service control manager",
                "newest_file_at": newest if isinstance(newest, str) else "SystemRoot",
                "newest_file": newest if isinstance(newest, str) else "SystemRoot",
            },
        ),
        now=now,
        zone=zone if isinstance(zone, Unknown) else zone[0],
        offset_minutes=zone if isinstance(zone, Unknown) else zone[1],
        synchronises=_synchronises(system, off),
        synchronised=Unknown(UnknownCode.NOT_SUPPORTED, "told in translated text only"),
        service_off=off if isinstance(off, Unknown) else _SERVICE if off else "",
        newest_file_at=newest_at,
        newest_file=newest,
    )
