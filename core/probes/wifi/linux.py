"""Remembered wireless networks of Linux, as NetworkManager keeps them. Never the key."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import ini_value
from core.probes.system import System
from core.probes.wifi.facts import WifiFacts, WirelessNetwork

_DEVICES = "/sys/class/net"
_PLACES = (
    "/etc/NetworkManager/system-connections",
    "/run/NetworkManager/system-connections",
)
_ELSEWHERE = "networks are not kept by NetworkManager"
_KINDS = ("wifi", "802-11-wireless")
_STRONG = frozenset({"wpa-psk", "sae", "wpa-eap", "wpa-eap-suite-b-192", "owe"})


def _adapter(system: System) -> bool | Unknown:
    names = system.list_folder(_DEVICES)
    if isinstance(names, Unknown):
        return names
    return any(
        not isinstance(system.stat(f"{_DEVICES}/{name}/wireless"), Unknown) for name in names
    )


def _protection(text: str) -> str | Unknown:
    """Sort what the section about security says; without one the network is open."""
    sections = ("wifi-security", "802-11-wireless-security")
    told = [ini_value(text, "key-mgmt", section) for section in sections]
    kind = (told[0] or told[1] or "").lower()
    if not kind:
        return "open"
    if kind in ("none", "ieee8021x"):
        return "wep"
    if kind in _STRONG:
        return "strong"
    return Unknown(UnknownCode.NOT_SUPPORTED, f"key-mgmt {kind[:40]!r}")


def _network(text: str, name: str) -> WirelessNetwork | None:
    if (ini_value(text, "type", "connection") or "").lower() not in _KINDS:
        return None
    told = ini_value(text, "id", "connection") or name.removesuffix(".nmconnection")
    automatic = (ini_value(text, "autoconnect", "connection") or "true").lower() != "false"
    return WirelessNetwork(name=told, protection=_protection(text), automatic=automatic)


def _networks(system: System) -> tuple[WirelessNetwork, ...] | Unknown:
    """Return the networks of every file; one that cannot be read leaves the list unread.

    Without a folder another program keeps them: iwd and wpa_supplicant do, for root alone.
    """
    found, is_kept = [], False
    for place in _PLACES:
        names = system.list_folder(place)
        if isinstance(names, Unknown):
            if names.code is UnknownCode.NOT_FOUND:
                continue
            return names
        is_kept = True
        for name in names:
            text = system.read_text(f"{place}/{name}")
            if isinstance(text, Unknown):
                return text
            network = _network(text, name)
            found += [network] if network else []
    return tuple(found) if is_kept else Unknown(UnknownCode.NOT_SUPPORTED, _ELSEWHERE)


def read(system: System, ask: Ask) -> WifiFacts:
    """Read which networks are joined, and how each is protected."""
    return WifiFacts(
        origin=Origin(
            backend="NetworkManager",
            at=system.now(),
            sources={"adapter": _DEVICES, "networks": _PLACES[0]},
        ),
        adapter=_adapter(system),
        networks=_networks(system),
    )
