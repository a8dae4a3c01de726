"""Windows' settings of the network: what is set, what a missing value means, what is no value."""

import struct
from typing import Any

import pytest
from probes.windows.answers import NO_RIGHT, PERSON, Told, key, said

from core.model.unknown import Unknown
from core.probes.exposure.windows import loose_rule
from core.probes.win_network import wifi_profile

TERMINAL = r"SYSTEM\CurrentControlSet\Control\Terminal Server"
LISTENER = rf"{TERMINAL}\WinStations\RDP-Tcp"
TERMINAL_POLICY = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services"
SMB_SERVER = r"SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters"
SMB_CLIENT = r"SYSTEM\CurrentControlSet\Services\LanmanWorkstation\Parameters"
SMB_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\LanmanWorkstation"
SHARE_RIGHTS = r"SYSTEM\CurrentControlSet\Services\LanmanServer\Shares\Security"
VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"


@pytest.mark.parametrize(
    ("answers", "desktops"),
    [
        ({}, ()),
        (key(TERMINAL), ()),
        (key(TERMINAL, fDenyTSConnections=0), ("Remote Desktop",)),
        (key(TERMINAL, fDenyTSConnections="0"), ("Remote Desktop",)),
        ({**key(TERMINAL, fDenyTSConnections=0), **key(TERMINAL_POLICY, fDenyTSConnections=1)}, ()),
        (key(TERMINAL, fDenyTSConnections="không"), "malformed"),
    ],
)
def test_remote_desktop(told: Told, answers: dict[str, Any], desktops: Any) -> None:
    assert told("remote_access", "desktops", answers) == desktops


@pytest.mark.parametrize(
    ("answers", "checked"),
    [
        ({}, True),
        (key(LISTENER), False),
        (key(LISTENER, UserAuthentication=1), True),
        (key(LISTENER, UserAuthentication=1, SecurityLayer=0), False),
        ({**key(LISTENER, UserAuthentication=1), **key(TERMINAL_POLICY, SecurityLayer=0)}, False),
        (key(LISTENER, UserAuthentication=1, SecurityLayer="x"), "malformed"),
        (key(LISTENER, UserAuthentication=0), False),
        ({**key(LISTENER, UserAuthentication=0), **key(TERMINAL_POLICY, UserAuthentication=1)},
         True),
        (key(LISTENER, UserAuthentication={"bytes": ""}), "malformed"),
    ],
)  # fmt: skip
def test_network_level_authentication(told: Told, answers: dict[str, Any], checked: Any) -> None:
    assert told("remote_access", "checked", answers) == checked


def driver(start: str, name: str = "mrxsmb10") -> dict[str, Any]:
    state = {"name": name, "running": False, "enabled": False, "start": start}
    return {f"service({name})": state}


SERVER = driver("manual", "srv")


@pytest.mark.parametrize(
    ("answers", "old"),
    [
        ({}, False),
        (driver("automatic"), True),
        (driver("manual"), True),
        (driver("disabled"), False),
        (SERVER, True),
        ({**driver("disabled"), **SERVER}, True),
        ({**SERVER, **key(SMB_SERVER, SMB1=0)}, False),
        ({**SERVER, **key(SMB_SERVER, SMB1=1)}, True),
        ({**SERVER, **key(SMB_SERVER, SMB1="x")}, "malformed"),
        ({**SERVER, **key(SMB_SERVER, SMB1="x"), **driver("automatic")}, True),
        (driver("disabled", "srv"), False),
        ({"service(mrxsmb10)": NO_RIGHT}, "no_right"),
        ({"service(srv)": NO_RIGHT}, "no_right"),
        ({"service(mrxsmb10)": NO_RIGHT, **SERVER}, True),
    ],
)
def test_the_old_protocol(told: Told, answers: dict[str, Any], old: Any) -> None:
    assert told("sharing", "old_protocol", answers) == old


@pytest.mark.parametrize(
    ("answers", "signed", "unnamed"),
    [
        (key(VERSION, CurrentBuildNumber="19045", EditionID="Professional"), False, True),
        (key(VERSION, CurrentBuildNumber="26100", EditionID="Professional"), True, False),
        (key(VERSION, CurrentBuildNumber="26200", EditionID="CoreSingleLanguage"), False, True),
        (key(VERSION, CurrentBuildNumber="19045", EditionID="EnterpriseS"), False, False),
        (key(VERSION, CurrentBuildNumber="17763", EditionID="ServerStandard"), False, False),
        (key(VERSION, CurrentBuildNumber="14393", EditionID="EnterpriseS"), False, True),
        (key(VERSION, CurrentBuildNumber="26100"), "not_found", "not_found"),
        (key(SMB_CLIENT, RequireSecuritySignature=1, AllowInsecureGuestAuth=0), True, False),
        ({**key(SMB_CLIENT, AllowInsecureGuestAuth=0), **key(SMB_POLICY, AllowInsecureGuestAuth=1)},
         False, True),
        (key(VERSION, CurrentBuildNumber="bản mới", EditionID="Core"), "malformed", "malformed"),
    ],
)  # fmt: skip
def test_trust_in_file_servers(
    told: Told, answers: dict[str, Any], signed: Any, unnamed: Any
) -> None:
    assert told("sharing", "signed", answers) == signed
    assert told("sharing", "unnamed", answers) == unnamed


def sid(*parts: int) -> bytes:
    head = bytes([1, len(parts) - 1]) + parts[0].to_bytes(6, "big")
    return head + b"".join(struct.pack("<I", part) for part in parts[1:])


def rights(*entries: tuple[int, int, bytes]) -> bytes:
    """Build a self-relative descriptor of (kind, mask, SID) as MS-DTYP 2.4.6 lays it out."""
    rows = b"".join(
        struct.pack("<BBHI", kind, 0, 8 + len(who), mask) + who for kind, mask, who in entries
    )
    head = struct.pack("<BBHHH", 2, 0, 8 + len(rows), len(entries), 0)
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 0, 0, 0, 20) + head + rows  # fmt: skip


EVERYONE, ADMINS, GUESTS = sid(1, 0), sid(5, 32, 544), sid(5, 32, 546)
FULL, CHANGE, READ = 0x1F01FF, 0x1301BF, 0x1200A9


@pytest.mark.parametrize(
    ("raw", "everyone"),
    [
        (rights((0, FULL, EVERYONE)), "full"),
        (rights((0, CHANGE, EVERYONE)), "change"),
        (rights((0, READ, EVERYONE), (0, FULL, ADMINS)), "read"),
        (rights((0, FULL, ADMINS)), ""),
        (rights((0, CHANGE, GUESTS)), "change"),
        (rights((1, FULL, EVERYONE), (0, FULL, EVERYONE)), ""),
        (rights(), ""),
        (struct.pack("<BBHIIII", 1, 0, 0x8000, 0, 0, 0, 0), "full"),
        (b"", "malformed"),
        (rights((0, FULL, EVERYONE))[:-3], "malformed"),
        (struct.pack("<BBHIIII", 1, 0, 0x8004, 0, 0, 0, 20), "malformed"),
        (struct.pack("<BBHIIIIBBHHHBBHI", 1, 0, 4, 0, 0, 0, 20, 2, 0, 16, 9, 0, 0, 0, 0, 1),
         "malformed"),
    ],
)  # fmt: skip
def test_what_everyone_may_do_with_a_share(told: Told, raw: bytes, everyone: str) -> None:
    answers = {
        "shares": [
            {"name": "Văn bản", "kind": 0, "path": "D:\\x"},
            {"name": "C$", "kind": 0x80000000, "path": "C:\\"},
            {"name": "may-in", "kind": 1, "path": "HP"},
        ],
        **key(SHARE_RIGHTS, **{"VĂN BẢN": {"bytes": raw.hex()}}),
    }
    (share,) = told("sharing", "shares", answers)
    found = share.everyone

    assert said(found) == everyone


def test_a_share_without_rights_of_its_own(told: Told) -> None:
    answers = {"shares": [{"name": "a", "kind": 0, "path": "D:\\a"}]}

    assert told("sharing", "shares", answers)[0].everyone == "read"
    odd = {**answers, f"registry_values(HKLM, {SHARE_RIGHTS})": NO_RIGHT}
    assert isinstance(told("sharing", "shares", odd)[0].everyone, Unknown)
    assert told("sharing", "shares", {"shares": {"unknown": "service_off"}}) == ()


@pytest.mark.parametrize(
    ("value", "elsewhere"),
    [
        ("%SystemRoot%\\System32\\drivers\\etc", False),
        ("%WINDIR%\\system32\\drivers\\etc\\", False),
        ("C:\\WINDOWS\\system32\\drivers\\etc", False),
        ("C:\\Users\\Public\\etc", True),
        (7, "malformed"),
    ],
)
def test_the_place_of_the_hosts_file(told: Told, value: Any, elsewhere: Any) -> None:
    answers = {
        **key(TCPIP, DataBasePath=value),
        "read_text(C:\\WINDOWS\\system32\\drivers\\etc\\hosts)": "",
        "read_text(C:\\Users\\Public\\etc\\hosts)": "",
    }
    assert told("name_resolution", "hosts_elsewhere", answers) == elsewhere


def test_a_windows_without_a_hosts_file(told: Told) -> None:
    path = "read_text(C:\\WINDOWS\\System32\\drivers\\etc\\hosts)"

    assert told("name_resolution", "lines", {path: {"unknown": "not_found"}}) == 0
    assert told("name_resolution", "notable", {path: {"unknown": "malformed"}}) == "malformed"


@pytest.mark.parametrize(
    ("values", "proxy", "script"),
    [
        ({}, "", ""),
        ({"ProxyEnable": 1, "ProxyServer": "10.0.0.9:3128"}, "10.0.0.9:3128", ""),
        ({"ProxyEnable": 0, "ProxyServer": "10.0.0.9:3128"}, "", ""),
        ({"ProxyEnable": 1}, "", ""),
        ({"AutoConfigURL": "http://x/p.pac"}, "", "http://x/p.pac"),
        ({"ProxyEnable": "x", "AutoConfigURL": 3}, "malformed", "malformed"),
    ],
)
def test_proxies_of_whoever_is_signed_in(
    told: Told, values: dict[str, Any], proxy: str, script: str
) -> None:
    answers = {f"registry_values(HKU, {PERSON}\\{INTERNET})": values}

    assert told("name_resolution", "proxy", answers) == proxy
    assert told("name_resolution", "proxy_script", answers) == script


def test_nobody_is_signed_in(told: Told) -> None:
    answers = {"registry_keys(HKU, )": [".DEFAULT", "S-1-5-18", "S-1-5-21-1-2-3-4_Classes"]}

    assert told("name_resolution", "proxy", answers) == "not_found"


@pytest.mark.parametrize(
    ("rule", "told_of"),
    [
        ("v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|App=System|Name=SMB|",
         ("SMB", ("445",), "System", True, True)),
        ("v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=1|LPort2_10=5-9|Profile=Private|",
         ("khóa", ("1", "5-9"), "", False, True)),
        ("v2.31|Action=Allow|Active=TRUE|Dir=In|Profile=Domain|Profile=Public|RA4=LocalSubnet|Name=@x|",
         ("khóa", (), "", True, False)),
        ("v2.31|Action=Block|Active=TRUE|Dir=In|LPort=445|", None),
        ("v2.31|Action=Allow|Active=FALSE|Dir=In|LPort=445|", None),
        ("v2.31|Action=Allow|Active=TRUE|Dir=Out|LPort=445|", None),
        ("v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=1|", None),
        ("v2.31|Action=Allow|Active=TRUE|Dir=In|Svc=termservice|LPort=3389|", None),
        ("rác", None),
    ],
)  # fmt: skip
def test_rules_that_let_others_in(rule: str, told_of: Any) -> None:
    found = loose_rule("khóa", rule)
    fields = found and (found.name, found.ports, found.program, found.public, found.anybody)

    assert fields == told_of


@pytest.mark.parametrize(
    ("authentication", "encryption", "protection"),
    [
        ("open", "none", "open"),
        ("open", "WEP", "wep"),
        ("shared", "WEP", "wep"),
        ("WPAPSK", "TKIP", "wpa"),
        ("WPA2PSK", "TKIP", "wpa"),
        ("WPA2PSK", "AES", "strong"),
        ("WPA3SAE", "AES", "strong"),
        ("OWE", "AES", "strong"),
        ("WAPI", "AES", "not_supported"),
    ],
)
def test_wireless_networks(
    told: Told, authentication: str, encryption: str, protection: str
) -> None:
    profile = {"name": "Quán\u202e", "authentication": authentication, "encryption": encryption}
    (network,) = told("wifi", "networks", {"wifi_profiles": [{**profile, "automatic": True}]})
    found = network.protection

    assert said(found) == protection


def test_wireless_that_cannot_be_read(told: Told) -> None:
    assert told("wifi", "adapter", {"wifi_profiles": {"unknown": "not_installed"}}) is False
    assert told("wifi", "adapter", {"wifi_profiles": NO_RIGHT}) == "no_right"


def test_the_profile_of_a_network() -> None:
    xml = "<connectionMode>manual</connectionMode><authentication>WPA3SAE</authentication>"
    found = wifi_profile("x", f"{xml}<encryption>AES</encryption>")

    assert (found.authentication, found.encryption, found.automatic) == ("WPA3SAE", "AES", False)
    with pytest.raises(ValueError, match="without authentication"):
        wifi_profile("x", "")
