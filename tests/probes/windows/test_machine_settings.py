"""Windows' settings of the machine: what is set, what a missing value means, what is no value."""

from typing import Any

import pytest
from probes.windows.answers import LSA, NO_RIGHT, PERSON, Told, key, said

from core.probes.machine.windows import _EXTENDED, _EXTENDED_YEARS

VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
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
    assert said(found) == after


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

    assert said(found) == state


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
    assert said(found) == level


def test_macros_without_office_or_people(told: Told) -> None:
    assert told("macros", "settings", {}) == ()
    assert told("macros", "settings", {"registry_keys(HKU, )": NO_RIGHT}) == "no_right"


FIRST, SECOND, _ = _EXTENDED_YEARS
LICENCES = rf"wmi(root\cimv2, SoftwareLicensingProduct, {_EXTENDED})"


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        ([{"ID": FIRST, "LicenseStatus": 1}], 1),
        ([{"ID": FIRST, "LicenseStatus": 1}, {"ID": SECOND.upper(), "LicenseStatus": 1}], 2),
        ([{"ID": FIRST, "LicenseStatus": 1}, {"ID": SECOND, "LicenseStatus": 0}], 1),
        ([{"ID": FIRST, "LicenseStatus": 0}], 0),
        ([{"ID": FIRST, "LicenseStatus": "x"}], "malformed"),
        ([{"ID": None, "LicenseStatus": 1}], "malformed"),
        (NO_RIGHT, "no_right"),
    ],
)
def test_each_year_of_extended_updates_has_its_licence(told: Told, rows: Any, years: Any) -> None:
    assert told("machine", "extended_years", {LICENCES: rows}) == years


TIME = r"SYSTEM\CurrentControlSet\Services\W32Time"
TIME_POLICY = r"SOFTWARE\Policies\Microsoft\W32Time"
CLIENT = r"TimeProviders\NtpClient"


@pytest.mark.parametrize(
    ("answers", "synchronises"),
    [
        ({}, True),
        (key(rf"{TIME}\{CLIENT}", Enabled=0), False),
        (key(rf"{TIME_POLICY}\{CLIENT}", Enabled=0), False),
        ({**key(rf"{TIME}\{CLIENT}", Enabled=0),
          **key(rf"{TIME_POLICY}\{CLIENT}", Enabled=1)}, True),
        (key(rf"{TIME}\{CLIENT}"), True),
        (key(rf"{TIME}\{CLIENT}", Enabled="x"), "malformed"),
        (key(rf"{TIME_POLICY}\Parameters", Type="NoSync"), False),
        ({**key(rf"{TIME}\Parameters", Type="NoSync"),
          **key(rf"{TIME_POLICY}\Parameters", Type="NT5DS")}, True),
    ],
)  # fmt: skip
def test_what_sets_the_clock(told: Told, answers: dict[str, Any], synchronises: Any) -> None:
    assert told("clock", "synchronises", answers) == synchronises


def test_macros_of_office_2007(told: Told) -> None:
    answers = {
        f"registry_keys(HKU, {PERSON}\\Software\\Microsoft\\Office\\12.0)": ["Word"],
        office("12.0", "Word"): {"VBAWarnings": 1},
        office("12.0", "Word", policy=True): {},
    }
    (setting,) = told("macros", "settings", answers)
    assert (setting.name, setting.level) == ("Word 12.0 (vanthu)", "all")
