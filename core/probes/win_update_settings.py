"""What both update probes read: the office's own update server, and services that cannot start."""

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import WindowsSystem
from core.probes.win_values import is_absent, is_set, text

POLICY = r"SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"


def update_server(system: WindowsSystem) -> str | Unknown:
    """Return the update server set by policy, empty for none; its address counts only when used."""
    used = is_set(system, f"{POLICY}\\AU", "UseWUServer")
    if isinstance(used, Unknown) or not used:
        return used if isinstance(used, Unknown) else ""
    server = text(system, POLICY, "WUServer")
    return "" if is_absent(server) else server


def is_gone(system: WindowsSystem, name: str) -> bool:
    """Say whether the service manager is sure that there is no such service."""
    found = system.service(name)
    return isinstance(found, Unknown) and found.code is UnknownCode.NOT_INSTALLED


def cannot_start(system: WindowsSystem, name: str) -> bool | Unknown:
    """Say whether a service is disabled or gone; a stopped one starts when it is needed."""
    found = system.service(name)
    if isinstance(found, Unknown):
        return True if found.code is UnknownCode.NOT_INSTALLED else found
    if not found.start:
        return Unknown(UnknownCode.MALFORMED, f"{name}: unknown kind of start")
    return found.start == "disabled"
