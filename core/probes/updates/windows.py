"""Which updates wait, on Windows."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.system import PendingUpdate, WindowsSystem
from core.probes.updates.facts import UpdatesFacts
from core.probes.win_update_settings import POLICY, cannot_start, update_server
from core.probes.win_values import HKLM, iso_moment, update_moment

_AUTOMATIC = "Microsoft.Update.AutoUpdate"
_LAST_SEARCH = "Results.LastSearchSuccessDate"
_OLD_RESULTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\Results\Detect"
_NAMED = 10

_SECURITY = frozenset(
    {
        "0fa1201d-4330-4fa8-8ae9-b877473b6441",  # Security Updates
        "e6cf1350-c01b-414d-a61f-263d14d133b4",  # Critical Updates
    }
)
_DEFINITIONS = "e0789628-ce08-4437-be74-2495b842f43b"
"""Definition updates come daily and are the antivirus probe's matter, not holes in Windows."""


def _is_security(update: PendingUpdate) -> bool:
    return bool(update.severity) or not _SECURITY.isdisjoint(update.categories)


def _asked_at(system: WindowsSystem) -> tuple[str | Unknown, str]:
    """Return the last successful search and where it was read."""
    told = update_moment(system.com(_AUTOMATIC, _LAST_SEARCH), _LAST_SEARCH)
    if not isinstance(told, Unknown):
        return told, f"{_AUTOMATIC}.{_LAST_SEARCH}"
    # Only Windows before 10 still writes it: a value is an answer, its absence is none.
    old = iso_moment(system.registry(HKLM, _OLD_RESULTS, "LastSuccessTime"), "LastSuccessTime")
    if not isinstance(old, Unknown):
        return old, f"{HKLM}\\{_OLD_RESULTS}\\LastSuccessTime"
    return told, f"{_AUTOMATIC}.{_LAST_SEARCH}"


def _waiting(system: WindowsSystem, asked_at: str | Unknown) -> tuple[PendingUpdate, ...] | Unknown:
    """Return what waits; a machine that never searched knows of nothing, which is no answer."""
    if asked_at == "":
        return Unknown(UnknownCode.NOT_FOUND, "this machine has never searched for updates")
    found = system.pending_updates()
    if isinstance(found, Unknown):
        return found
    return tuple(each for each in found if _DEFINITIONS not in each.categories)


def _titles(updates: list[PendingUpdate]) -> tuple[str, ...]:
    return tuple(each.title for each in updates[:_NAMED])


def _service_off(system: WindowsSystem) -> str | Unknown:
    stopped = cannot_start(system, "wuauserv")
    if isinstance(stopped, Unknown):
        return stopped
    return "wuauserv" if stopped else ""


def read(system: WindowsSystem, ask: Ask) -> UpdatesFacts:
    """Read what the last search found, without any network, and when that search was."""
    asked_at, source = _asked_at(system)
    waiting = _waiting(system, asked_at)
    silent = isinstance(waiting, Unknown) and isinstance(asked_at, Unknown)
    origin = Origin(
        backend="none" if silent else "com",
        at=system.now(),
        degraded=silent or source.startswith(HKLM),
        sources={
            **dict.fromkeys(
                ("ordinary", "security", "held", "ordinary_names", "security_names"),
                "Microsoft.Update.Session, offline search",
            ),
            "asked_at": source,
            "server": f"{HKLM}\\{POLICY}\\WUServer",
            "service_off": "service control manager",
        },
    )
    server, service_off = update_server(system), _service_off(system)
    if isinstance(waiting, Unknown):
        return UpdatesFacts(
            origin=origin,
            ordinary=waiting,
            security=waiting,
            held=waiting,
            ordinary_names=waiting,
            security_names=waiting,
            asked_at=asked_at,
            server=server,
            service_off=service_off,
        )
    shown = [each for each in waiting if not each.hidden]
    security = [each for each in shown if _is_security(each)]
    ordinary = [each for each in shown if not _is_security(each)]
    return UpdatesFacts(
        origin=origin,
        ordinary=len(ordinary),
        security=len(security),
        held=len(waiting) - len(shown),
        ordinary_names=_titles(ordinary),
        security_names=_titles(security),
        asked_at=asked_at,
        server=server,
        service_off=service_off,
    )
