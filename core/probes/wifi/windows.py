"""Remembered wireless networks of Windows, as its own service tells them. Needs no rights."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.seen import WifiProfile
from core.probes.system import WindowsSystem
from core.probes.wifi.facts import WifiFacts, WirelessNetwork

_WITHOUT = (UnknownCode.NOT_INSTALLED, UnknownCode.SERVICE_OFF)
_STRONG = ("WPA2", "WPA3", "OWE")


def _protection(profile: WifiProfile) -> str | Unknown:
    """Sort the words of the profile (WLAN_profile schema); a new one is not guessed at."""
    authentication, encryption = profile.authentication.upper(), profile.encryption.upper()
    if encryption == "WEP" or authentication == "SHARED":
        return "wep"
    if authentication == "OPEN":
        return "open"
    if authentication.startswith(_STRONG):
        return "wpa" if encryption == "TKIP" else "strong"
    if authentication.startswith("WPA"):
        return "wpa"
    return Unknown(UnknownCode.NOT_SUPPORTED, f"authentication {profile.authentication[:40]!r}")


def read(system: WindowsSystem, ask: Ask) -> WifiFacts:
    """Read the profiles; without an adapter or its service there is nothing to join."""
    found = system.wifi_profiles()
    adapter: bool | Unknown = True
    networks: tuple[WirelessNetwork, ...] | Unknown
    if isinstance(found, Unknown):
        without = found.code in _WITHOUT
        adapter, networks = (False, ()) if without else (found, found)
    else:
        networks = tuple(
            WirelessNetwork(name=each.name, protection=_protection(each), automatic=each.automatic)
            for each in found
        )
    return WifiFacts(
        origin=Origin(backend="wlanapi", at=system.now()), adapter=adapter, networks=networks
    )
