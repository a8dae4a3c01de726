"""Remote Desktop of Windows: policy before setting."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode, first_unknown
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


def _checked(system: WindowsSystem) -> bool | Unknown:
    """Say whether the account is proved first. Nothing is, without TLS (SecurityLayer 0).

    Source: Microsoft Learn, UserAuthentication (0 where it is absent), SecurityLayer (1).
    """
    answers = [
        _is_on(system, ((_POLICY, name), (_LISTENER, name)), default)
        for name, default in (("UserAuthentication", 0), ("SecurityLayer", 1))
    ]
    return False if False in answers else first_unknown(*answers) or True


def read(system: WindowsSystem, ask: Ask) -> RemoteAccessFacts:
    """Read the switches. An SSH server on Windows is left to the list of open ports."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    return RemoteAccessFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={
                "desktops": registry_source(f"{_SERVER}\\fDenyTSConnections", False),
                "checked": registry_source(
                    f"{_LISTENER}\\UserAuthentication, SecurityLayer", False
                ),
            },
        ),
        desktops=_desktops(system),
        checked=_checked(system),
        ssh=foreign,
        ssh_root=foreign,
        ssh_passwords=foreign,
    )
