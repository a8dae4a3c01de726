"""Whether the services that every Windows has are there, and whether WMI answers."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import WindowsSystem
from core.probes.system_parts.facts import SystemPartsFacts
from core.probes.win_values import is_server

_EVERYWHERE = (
    "EventLog", "Schedule", "Winmgmt", "mpssvc", "BFE", "CryptSvc", "wuauserv", "UsoSvc",
    "TrustedInstaller", "VSS", "WinDefend", "ProfSvc", "Dnscache",
)  # fmt: skip
"""Of Windows 10, 11 and Server 2019 on; others are left out where an edition may lack them."""
_CLIENTS_ONLY = ("wscsvc",)
_MAY_BE_DISABLED = frozenset(("WinDefend", "wuauserv", "UsoSvc", "VSS"))
"""Switched off by another antivirus, or judged by checks of their own."""


def _services(
    system: WindowsSystem,
) -> tuple[tuple[str, ...] | Unknown, tuple[str, ...] | Unknown]:
    """Return which services are gone and which are disabled."""
    server = is_server(system)
    names = _EVERYWHERE if server is not False else (*_EVERYWHERE, *_CLIENTS_ONLY)
    missing: list[str] = []
    disabled: list[str] = []
    for name in names:
        found = system.service(name)
        if isinstance(found, Unknown):
            if found.code is not UnknownCode.NOT_INSTALLED:
                return found, found
            missing.append(name)
        elif found.start == "disabled" and name not in _MAY_BE_DISABLED:
            disabled.append(name)
    return tuple(missing), tuple(disabled)


def _wmi_answers(system: WindowsSystem) -> bool | Unknown:
    """Ask for what every Windows has; a slow answer is none, but not a broken store either."""
    rows = system.wmi("root\\cimv2", "Win32_OperatingSystem", ("Version",))
    if not isinstance(rows, Unknown):
        return bool(rows)
    broken = (UnknownCode.SOURCE_BROKEN, UnknownCode.NOT_FOUND, UnknownCode.SERVICE_OFF)
    return False if rows.code in broken else rows


def read(system: WindowsSystem, ask: Ask) -> SystemPartsFacts:
    """Ask the service manager for each service, and WMI for one row."""
    missing, disabled = _services(system)
    return SystemPartsFacts(
        origin=Origin(
            backend="win32",
            at=system.now(),
            sources={
                "missing": "service control manager",
                "disabled": "service control manager",
                "wmi_answers": "Win32_OperatingSystem",
            },
        ),
        missing=missing,
        disabled=disabled,
        wmi_answers=_wmi_answers(system),
    )
