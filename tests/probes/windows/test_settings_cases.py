"""Settings of Windows one by one: what is set, what a missing value means, what is no value."""

import struct
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.exposure.windows import loose_rule
from core.probes.win_network import wifi_profile

HOME = "windows-10-home-vi"
WINLOGON = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon"
LSA = r"SYSTEM\CurrentControlSet\Control\Lsa"
LAPS = r"SOFTWARE\Microsoft\Policies\LAPS"
GPO_LAPS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\LAPS"
OLD_LAPS = r"SOFTWARE\Policies\Microsoft Services\AdmPwd"
NO_RIGHT = {"unknown": "no_right"}

Told = Callable[..., Any]


@pytest.fixture
def told(machine: Callable[[str], Any]) -> Told:
    """Return a field of a topic of a machine with other answers: its value, or its code."""

    def read(topic: str, field: str, changes: dict[str, Any]) -> Any:
        odd = machine(HOME).with_answers(changes)
        facts = import_module(f"core.probes.{topic}.windows").read(odd, Ask())
        value = getattr(facts, field)
        return str(value.code) if isinstance(value, Unknown) else value

    return read


def key(path: str, **values: Any) -> dict[str, Any]:
    """Describe a key below HKLM that holds these values."""
    return {f"registry_values(HKLM, {path})": values}


@pytest.mark.parametrize(
    ("values", "automatic"),
    [
        ({}, ""),
        ({"AutoAdminLogon": "0"}, ""),
        ({"AutoAdminLogon": 1, "DefaultUserName": "vanthu"}, "vanthu"),
        ({"AutoAdminLogon": "1", "DefaultUserName": "Nguyê\u0303n\u202e"}, "Nguyê\u0303n\u202e"),
        ({"AutoAdminLogon": "1"}, "?"),
        ({"AutoAdminLogon": "1", "DefaultUserName": 5}, "?"),
        ({"AutoAdminLogon": "có"}, "malformed"),
        ({"AutoAdminLogon": {"bytes": "01"}}, "malformed"),
    ],
)
def test_automatic_sign_in(told: Told, values: dict[str, Any], automatic: str) -> None:
    assert told("sign_in", "automatic", key(WINLOGON, **values)) == automatic


@pytest.mark.parametrize(
    ("names", "stored"),
    [([], False), (["Shell"], False), (["defaultPASSWORD"], True), (NO_RIGHT, "no_right")],
)
def test_a_stored_password_is_known_by_its_name_alone(told: Told, names: Any, stored: Any) -> None:
    answer = {f"registry_names(HKLM, {WINLOGON})": names}
    assert told("sign_in", "stored_password", answer) == stored


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({}, True),
        ({"LimitBlankPasswordUse": 1}, True),
        ({"LimitBlankPasswordUse": 0}, False),
        ({"LimitBlankPasswordUse": "x"}, "malformed"),
    ],
)
def test_empty_passwords(told: Told, values: dict[str, Any], refused: Any) -> None:
    assert told("sign_in", "empty_refused", key(LSA, **values)) == refused


@pytest.mark.parametrize(
    ("answers", "laps"),
    [
        ({}, ""),
        (key(LAPS, BackupDirectory=1), "entra"),
        (key(GPO_LAPS, BackupDirectory=2), "ad"),
        ({**key(LAPS, BackupDirectory=0), **key(GPO_LAPS, BackupDirectory=2)}, ""),
        (key(LAPS, BackupDirectory=9), "malformed"),
        (key(LAPS, BackupDirectory=[]), "malformed"),
        (key(OLD_LAPS, AdmPwdEnabled=1), "legacy"),
        (key(OLD_LAPS, AdmPwdEnabled=0), ""),
        ({f"registry_values(HKLM, {LAPS})": NO_RIGHT}, "no_right"),
    ],
)
def test_laps(told: Told, answers: dict[str, Any], laps: str) -> None:
    assert told("sign_in", "laps", answers) == laps


@pytest.mark.parametrize("field", ["min_length", "history", "max_age_days", "lockout_after"])
def test_rules_that_cannot_be_read(told: Told, field: str) -> None:
    assert told("password_rules", field, {"account_policy": NO_RIGHT}) == "no_right"


def test_rules_of_passwords(told: Told) -> None:
    rules = {"min_length": 12, "max_age_s": 0xFFFFFFFF, "history": 5, "lockout_after": 10}
    answer = {"account_policy": {**rules, "lockout_s": 900}}

    assert told("password_rules", "max_age_days", answer) == 0
    assert told("password_rules", "min_length", answer) == 12
    assert told("password_rules", "max_age_days", {}) == 42


TERMINAL = r"SYSTEM\CurrentControlSet\Control\Terminal Server"
LISTENER = rf"{TERMINAL}\WinStations\RDP-Tcp"
TERMINAL_POLICY = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services"
SMB_SERVER = r"SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters"
SMB_CLIENT = r"SYSTEM\CurrentControlSet\Services\LanmanWorkstation\Parameters"
SMB_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\LanmanWorkstation"
SHARE_RIGHTS = r"SYSTEM\CurrentControlSet\Services\LanmanServer\Shares\Security"
VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
PERSON = "S-1-5-21-1004336348-1177238915-682003330-1001"
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
        (key(LISTENER), True),
        (key(LISTENER, UserAuthentication=0), False),
        ({**key(LISTENER, UserAuthentication=0), **key(TERMINAL_POLICY, UserAuthentication=1)},
         True),
        (key(LISTENER, UserAuthentication={"bytes": ""}), "malformed"),
    ],
)  # fmt: skip
def test_network_level_authentication(told: Told, answers: dict[str, Any], checked: Any) -> None:
    assert told("remote_access", "checked", answers) == checked


def driver(start: str) -> dict[str, Any]:
    state = {"name": "mrxsmb10", "running": False, "enabled": False, "start": start}
    return {"service(mrxsmb10)": state}


@pytest.mark.parametrize(
    ("answers", "old"),
    [
        ({}, False),
        (driver("automatic"), True),
        (driver("manual"), True),
        (driver("disabled"), True),
        ({**driver("disabled"), **key(SMB_SERVER, SMB1=0)}, False),
        ({**driver("disabled"), **key(SMB_SERVER, SMB1=1)}, True),
        ({**driver("disabled"), **key(SMB_SERVER, SMB1="x")}, "malformed"),
        ({"service(mrxsmb10)": NO_RIGHT}, "no_right"),
    ],
)
def test_the_old_protocol(told: Told, answers: dict[str, Any], old: Any) -> None:
    assert told("sharing", "old_protocol", answers) == old


@pytest.mark.parametrize(
    ("answers", "signed", "unnamed"),
    [
        (key(VERSION, CurrentBuildNumber="19045"), False, True),
        (key(VERSION, CurrentBuildNumber="26100"), True, False),
        (key(SMB_CLIENT, RequireSecuritySignature=1, AllowInsecureGuestAuth=0), True, False),
        ({**key(SMB_CLIENT, AllowInsecureGuestAuth=0), **key(SMB_POLICY, AllowInsecureGuestAuth=1)},
         False, True),
        (key(VERSION, CurrentBuildNumber="bản mới"), "malformed", "malformed"),
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

    assert (str(found.code) if isinstance(found, Unknown) else found) == everyone


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

    assert (str(found.code) if isinstance(found, Unknown) else found) == protection


def test_wireless_that_cannot_be_read(told: Told) -> None:
    assert told("wifi", "adapter", {"wifi_profiles": {"unknown": "not_installed"}}) is False
    assert told("wifi", "adapter", {"wifi_profiles": NO_RIGHT}) == "no_right"


def test_the_profile_of_a_network() -> None:
    xml = "<connectionMode>manual</connectionMode><authentication>WPA3SAE</authentication>"
    found = wifi_profile("x", f"{xml}<encryption>AES</encryption>")

    assert (found.authentication, found.encryption, found.automatic) == ("WPA3SAE", "AES", False)
    with pytest.raises(ValueError, match="without authentication"):
        wifi_profile("x", "")


POLICIES = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies"
DEVICE_LOCK = r"SOFTWARE\Microsoft\PolicyManager\current\device\DeviceLock"
DESKTOP = rf"registry_values(HKU, {PERSON}\Control Panel\Desktop)"
DESKTOP_POLICY = (
    rf"registry_values(HKU, {PERSON}\Software\Policies\Microsoft\Windows\Control Panel\Desktop)"
)
SECURE_BOOT = r"SYSTEM\CurrentControlSet\Control\SecureBoot"
LOCKS = {"ScreenSaveActive": "1", "ScreenSaverIsSecure": "1", "ScreenSaveTimeOut": "600"}
SAVER = {"SCRNSAVE.EXE": "C:\\Windows\\system32\\scrnsave.scr"}


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [
        ({}, 0),
        (key(rf"{POLICIES}\System", InactivityTimeoutSecs=900), 900),
        (key(rf"{POLICIES}\System", InactivityTimeoutSecs=0), 0),
        (key(DEVICE_LOCK, MaxInactivityTimeDeviceLock=15), 900),
        (key(rf"{POLICIES}\System", InactivityTimeoutSecs="x"), "malformed"),
    ],
)
def test_the_lock_of_the_machine(told: Told, answers: dict[str, Any], seconds: Any) -> None:
    assert told("screen_lock", "machine_s", answers) == seconds


@pytest.mark.parametrize(
    ("own", "policy", "after"),
    [
        ({**LOCKS, **SAVER}, {}, 600),
        (LOCKS, {}, 0),
        ({**LOCKS, **SAVER, "ScreenSaveActive": "0"}, {}, 0),
        ({**LOCKS, **SAVER, "ScreenSaverIsSecure": "0"}, {}, 0),
        ({**LOCKS, **SAVER, "ScreenSaveTimeOut": "0"}, {}, 0),
        ({**LOCKS, **SAVER}, {"ScreenSaveTimeOut": "300"}, 300),
        ({**LOCKS, **SAVER, "ScreenSaveTimeOut": "mười"}, {}, "malformed"),
        ({**LOCKS, "SCRNSAVE.EXE": 5}, {}, "malformed"),
        ({}, {}, 0),
    ],
)
def test_the_lock_of_a_person(
    told: Told, own: dict[str, Any], policy: dict[str, Any], after: Any
) -> None:
    (person,) = told("screen_lock", "people", {DESKTOP: own, DESKTOP_POLICY: policy})
    found = person.after_s

    assert person.name == "vanthu"
    assert (str(found.code) if isinstance(found, Unknown) else found) == after


PERSON_POLICY = rf"registry_values(HKU, {PERSON}\{POLICIES}\Explorer)"
HANDLERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\AutoplayHandlers"
AUTOPLAY = f"registry_values(HKU, {PERSON}\\{HANDLERS})"


@pytest.mark.parametrize(
    ("answers", "offers"),
    [
        ({}, ("vanthu",)),
        (key(rf"{POLICIES}\Explorer", NoDriveTypeAutoRun=255), ()),
        (key(rf"{POLICIES}\Explorer", NoDriveTypeAutoRun=0x91), ("vanthu",)),
        (key(rf"{POLICIES}\Explorer", NoDriveTypeAutoRun=[]), "malformed"),
        ({PERSON_POLICY: {"NoDriveTypeAutoRun": 0xFF}}, ()),
        ({AUTOPLAY: {"DisableAutoplay": 1}}, ()),
        ({AUTOPLAY: {"DisableAutoplay": 0}}, ("vanthu",)),
        ({AUTOPLAY: {"DisableAutoplay": "x"}}, "malformed"),
        ({"registry_keys(HKU, )": ["S-1-5-18"]}, "not_found"),
    ],
)
def test_sticks(told: Told, answers: dict[str, Any], offers: Any) -> None:
    assert told("removable_media", "offers", answers) == offers


@pytest.mark.parametrize(
    ("answers", "secure"),
    [
        ({}, True),
        (key(rf"{SECURE_BOOT}\State", UEFISecureBootEnabled=0), False),
        ({"firmware": 1, **key(rf"{SECURE_BOOT}\State")}, False),
        ({"firmware": 2, **key(rf"{SECURE_BOOT}\State")}, "not_found"),
        (key(rf"{SECURE_BOOT}\State", UEFISecureBootEnabled={"bytes": "01"}), "malformed"),
    ],
)
def test_secure_boot(told: Told, answers: dict[str, Any], secure: Any) -> None:
    assert told("boot_protection", "secure_boot", answers) == secure


@pytest.mark.parametrize(
    ("number", "state"),
    [(1, "on"), (2, "off"), (3, "partly"), (5, "partly"), (NO_RIGHT, "no_right"),
     *((number, "not_supported") for number in (0, 6, 8, -1))],
)  # fmt: skip
def test_bitlocker(told: Told, number: Any, state: str) -> None:
    (drive,) = told("boot_protection", "drives", {"drive_protection(C:)": number})
    found = drive.state

    assert (str(found.code) if isinstance(found, Unknown) else found) == state


def test_certificates(told: Told) -> None:
    servicing = rf"{SECURE_BOOT}\Servicing"

    assert told("boot_protection", "certificates", key(servicing)) == ""
    assert (
        told("boot_protection", "certificates", key(servicing, UEFICA2023Status=1)) == "malformed"
    )


SYSTEM = rf"{POLICIES}\System"
DIGEST = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest"
PRINTERS = r"SOFTWARE\Policies\Microsoft\Windows NT\Printers\PointAndPrint"
RESTRICT = "RestrictDriverInstallationToAdministrators"


@pytest.mark.parametrize(
    ("field", "answers", "value"),
    [
        ("uac", key(SYSTEM), True),
        ("uac", key(SYSTEM, EnableLUA=0), False),
        ("uac", key(SYSTEM, EnableLUA="bật"), "malformed"),
        ("consent", key(SYSTEM), 5),
        ("consent", key(SYSTEM, ConsentPromptBehaviorAdmin=0), 0),
        ("secure_desktop", key(SYSTEM, PromptOnSecureDesktop=0), False),
        ("remote_admins", key(SYSTEM), False),
        ("remote_admins", key(SYSTEM, LocalAccountTokenFilterPolicy=1), True),
        ("clear_passwords", key(DIGEST), False),
        ("clear_passwords", key(DIGEST, UseLogonCredential=1), True),
        ("weak_hashes", key(LSA), False),
        ("weak_hashes", key(LSA, NoLMHash=0), True),
        ("ntlm_level", key(LSA), 3),
        ("ntlm_level", key(LSA, LmCompatibilityLevel=1), 1),
        ("anonymous_lists", key(LSA, RestrictAnonymousSAM=0), True),
        ("anonymous_everyone", key(LSA, EveryoneIncludesAnonymous=1), True),
        ("lsa_protected", key(LSA, RunAsPPL=1), True),
        ("lsa_protected", key(LSA, RunAsPPL=2), True),
        ("lsa_protected", key(LSA, RunAsPPL=0), False),
        ("lsa_protected", key(LSA), False),
        ("lsa_protected", {**key(LSA, RunAsPPLBoot=2), **key(VERSION, CurrentBuildNumber="26100")},
         True),
        ("lsa_protected", {**key(LSA), **key(VERSION, CurrentBuildNumber="26100")}, False),
        ("lsa_protected", key(LSA, RunAsPPL={"bytes": "01"}), "malformed"),
        ("driver_installs", key(PRINTERS), False),
        ("driver_installs", key(PRINTERS, **{RESTRICT: 0}), True),
        ("driver_warnings", key(PRINTERS, NoWarningNoElevationOnInstall=1), True),
    ],
)  # fmt: skip
def test_switches(told: Told, field: str, answers: dict[str, Any], value: Any) -> None:
    assert told("windows_settings", field, answers) == value


V2, SMB1 = "MicrosoftWindowsPowerShellV2", "SMB1Protocol"
FEATURE = f"wmi(root\\cimv2, Win32_OptionalFeature, Name='{V2}' OR Name='{SMB1}')"


@pytest.mark.parametrize(
    ("rows", "old"),
    [
        ([{"Name": V2, "InstallState": 1}], True),
        ([{"Name": V2, "InstallState": 2}], False),
        ([{"Name": V2}], "malformed"),
        ([{"Name": SMB1, "InstallState": 2}], False),
        ([{"Name": "x", "InstallState": 1}], "not_found"),
        ([{"Name": None, "InstallState": None}], "not_found"),
        ({"unknown": "not_found"}, "not_found"),
        ({"unknown": "timed_out"}, "timed_out"),
        ({"unknown": "source_broken"}, "source_broken"),
    ],
)
def test_the_old_powershell(told: Told, rows: Any, old: Any) -> None:
    assert told("powershell", "old_powershell", {FEATURE: rows}) == old


def office(version: str, program: str, policy: bool = False) -> str:
    root = "Software\\Policies\\Microsoft\\Office" if policy else "Software\\Microsoft\\Office"
    return f"registry_values(HKU, {PERSON}\\{root}\\{version}\\{program}\\Security)"


@pytest.mark.parametrize(
    ("own", "policy", "level"),
    [
        ({}, {}, "ask"),
        ({"VBAWarnings": 1}, {}, "all"),
        ({"VBAWarnings": 1}, {"VBAWarnings": 3}, "signed"),
        ({"VBAWarnings": "4"}, {}, "none"),
        ({"VBAWarnings": 9}, {}, "malformed"),
        ({"VBAWarnings": []}, {}, "malformed"),
    ],
)
def test_macros(told: Told, own: dict[str, Any], policy: dict[str, Any], level: str) -> None:
    answers = {
        f"registry_keys(HKU, {PERSON}\\Software\\Microsoft\\Office\\16.0)": ["Common", "Word"],
        office("16.0", "Word"): own,
        office("16.0", "Word", policy=True): policy,
    }
    (setting,) = told("macros", "settings", answers)
    found = setting.level

    assert setting.name == "Word 16.0 (vanthu)"
    assert (str(found.code) if isinstance(found, Unknown) else found) == level


def test_macros_without_office_or_people(told: Told) -> None:
    assert told("macros", "settings", {}) == ()
    assert told("macros", "settings", {"registry_keys(HKU, )": NO_RIGHT}) == "no_right"
