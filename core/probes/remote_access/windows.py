"""Remote Desktop of Windows: policy before setting."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.remote_access.facts import RemoteAccessFacts
from core.probes.system import WindowsSystem
from core.probes.win_values import CONTROL, is_absent, number, registry_source

_SERVER = f"{CONTROL}\\Terminal Server"
_LISTENER = f"{_SERVER}\\WinStations\\RDP-Tcp"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services"
_NAME = "Remote Desktop"


def _first(
    system: WindowsSystem, places: tuple[tuple[str, str], ...], default: int
) -> int | Unknown:
    """Return the first of some numbers that is set; the default when none is."""
    for key, name in places:
        found = number(system, key, name)
        if not is_absent(found):
            return found
    return default


def _desktops(system: WindowsSystem) -> tuple[str, ...] | Unknown:
    places = ((_POLICY, "fDenyTSConnections"), (_SERVER, "fDenyTSConnections"))
    denied = _first(system, places, 1)
    if isinstance(denied, Unknown):
        return denied
    return () if denied else (_NAME,)


def _is_on(
    system: WindowsSystem, places: tuple[tuple[str, str], ...], default: int
) -> bool | Unknown:
    found = _first(system, places, default)
    return found if isinstance(found, Unknown) else found != 0


def read(system: WindowsSystem, ask: Ask) -> RemoteAccessFacts:
    """Read the switches. An SSH server on Windows is left to the list of open ports."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    checks = ((_POLICY, "UserAuthentication"), (_LISTENER, "UserAuthentication"))
    return RemoteAccessFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={
                "desktops": registry_source(f"{_SERVER}\\fDenyTSConnections", False),
                "checked": registry_source(f"{_LISTENER}\\UserAuthentication", False),
            },
        ),
        desktops=_desktops(system),
        checked=_is_on(system, checks, 1),
        ssh=foreign,
        ssh_root=foreign,
        ssh_passwords=foreign,
    )
