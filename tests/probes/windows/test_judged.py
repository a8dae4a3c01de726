"""Described Windows machines with one thing changed, from the readers to the sentences."""

import pytest
from probes.windows.answers import NO_RIGHT, key

from core.checks.catalogue import catalogue
from core.model.antivirus import PrescribedTable
from core.model.facts import FactSet
from core.policy.packs import read_packs
from core.probes.ask import Ask
from core.probes.catalogue import read

FRENCH, GERMAN = "windows-10-pro-fr-expired", "windows-11-home-de-fine"
HOME, KASPERSKY, LTSC = "windows-10-home-vi", "windows-11-pro-kaspersky", "windows-10-ltsc-paused"
BROKEN, SERVER, OFF = (
    "windows-10-pro-wmi-broken",
    "windows-server-2019",
    "windows-10-home-de-services-off",
)
EXPIRED = "windows-10-home-fr-expired"
ENGLISH, RUSSIAN = "windows-10-home-en-elevated", "windows-10-home-ru-snoozed"
VERSION = "registry_values(HKLM, SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion)"
SEARCH = "com(Microsoft.Update.AutoUpdate, Results.LastSearchSuccessDate)"
PATCHED = {
    "ProductName": "Windows 10 Home Single Language",
    "CurrentBuildNumber": "19045",
    "UBR": 7725,
    "InstallationType": "Client",
}
NOW_EARLY = {"now": "2026-09-25T02:00:00Z"}


@pytest.fixture
def said(machine):
    """Judge a check of a machine with some answers changed."""

    def judge(check, name, answers, *tables, **params):
        rule = catalogue()[check]
        system = machine(name).with_answers(answers)
        facts = [read(kind.TOPIC, system, Ask(), "windows") for kind in rule.needs]
        own, _ = read_packs(rule.tables)
        return rule.judge(FactSet(facts, [*own, *tables]), rule.params(**params)).message.key

    return judge


@pytest.mark.parametrize(
    ("check", "name", "answers", "key"),
    [
        ("UPD-205", HOME, {VERSION: PATCHED, **NOW_EARLY}, "pass.current"),
        ("UPD-205", HOME, {VERSION: PATCHED}, "warn.table_old"),
        ("UPD-205", HOME, {VERSION: {**PATCHED, "UBR": 7663}, **NOW_EARLY}, "warn.behind"),
        ("UPD-205", HOME, {}, "fail.behind"),
        ("UPD-205", HOME, {VERSION: {**PATCHED, "UBR": "x"}}, "unknown.malformed"),
        ("UPD-206", HOME, {VERSION: PATCHED, **NOW_EARLY}, "pass.closed"),
        ("UPD-206", HOME, {}, "fail.open"),
        ("UPD-211", KASPERSKY, {}, "pass.answers"),
        ("UPD-211", KASPERSKY, {SEARCH: "2026-10-01T00:00:00"}, "fail.silent"),
        ("UPD-211", KASPERSKY, {SEARCH: {"unknown": "no_right"}}, "unknown.no_right"),
    ],
)
def test_machines(said, check, name, answers, key):
    assert said(check, name, answers) == key


@pytest.mark.parametrize(
    ("name", "products", "key"),
    [
        (HOME, ("Microsoft Defender",), "pass.prescribed"),
        (HOME, ("Bkav", "CMC"), "fail.missing"),
        (KASPERSKY, ("Kaspersky",), "fail.off"),
        (HOME, (), "not_applicable.no_rule"),
    ],
)
def test_a_rule_of_a_province(said, name, products, key):
    rule = PrescribedTable(
        pack_date="2026-11-01", expires="2027-11-01", products=products, basis="Công văn 1"
    )
    assert said("AV-106", name, {}, rule) == key


def test_an_office_that_lists_its_sticks(said):
    assert said("SYS-807", HOME, {}, allowed=("000000000000",)) == "fail.foreign"


@pytest.mark.parametrize(
    ("name", "check", "key"),
    [
        (FRENCH, "AV-101", "fail.expired"),
        (FRENCH, "AV-102", "fail.reported_old"),
        (FRENCH, "UPD-201", "fail.stale"),
        (FRENCH, "UPD-202", "warn.paused"),
        (FRENCH, "UPD-204", "fail.ended"),
        (FRENCH, "UPD-209", "fail.old"),
        (FRENCH, "CFG-702", "fail.never"),
        (FRENCH, "CFG-704", "warn.off"),
        (FRENCH, "NET-501", "warn.any_rule"),
        (FRENCH, "ACC-410", "pass.good"),
        (FRENCH, "MAL-605", "pass.partly"),
        (GERMAN, "AV-101", "pass.on"),
        (GERMAN, "AV-102", "pass.fresh"),
        (GERMAN, "AV-103", "pass.recent"),
        (GERMAN, "AV-104", "pass.done_in_log"),
        (GERMAN, "AV-105", "unknown.no_right"),
        (GERMAN, "AV-107", "pass.whole"),
        (GERMAN, "UPD-202", "pass.on"),
        (GERMAN, "UPD-204", "pass.supported"),
        (GERMAN, "UPD-205", "pass.current"),
        (GERMAN, "UPD-209", "pass.recent"),
        (GERMAN, "BAK-308", "pass.fresh"),
        (GERMAN, "CFG-702", "pass.machine"),
        (GERMAN, "CFG-704", "pass.good"),
        (GERMAN, "CFG-706", "pass.good"),
        (GERMAN, "CFG-708", "pass.good"),
        (GERMAN, "NET-501", "pass.on"),
        (GERMAN, "NET-512", "pass.good"),
    ],
)
def test_machines_described_by_somebody_who_had_not_seen_the_readers(said, name, check, key):
    assert said(check, name, {}) == key


@pytest.mark.parametrize(
    ("name", "check", "key"),
    [
        (HOME, "SYS-811", "pass.none"),
        (BROKEN, "SYS-811", "fail.bad_block"),
        (SERVER, "SYS-812", "pass.none"),
        (HOME, "SYS-812", "pass.partly"),
        (LTSC, "SYS-812", "fail.main"),
        (HOME, "SYS-813", "pass.none"),
        (ENGLISH, "SYS-813", "warn.some"),
        (HOME, "SYS-814", "pass.none"),
        (RUSSIAN, "SYS-814", "fail.often"),
        (HOME, "AV-104", "pass.none_in_log"),
        (BROKEN, "AV-104", "fail.active_in_log"),
        (HOME, "AV-109", "pass.none"),
        (ENGLISH, "AV-109", "fail.long"),
        (KASPERSKY, "AV-109", "not_applicable.silent"),
        (HOME, "BAK-317", "not_applicable.not_set_up"),
        (SERVER, "BAK-317", "warn.failed_since"),
        (OFF, "SYS-811", "unknown.service_off"),
        (OFF, "AV-109", "unknown.service_off"),
    ],
)
def test_what_the_event_logs_say(said, name, check, key):
    assert said(check, name, {}) == key


def test_a_machine_that_is_cut_off_nearly_every_day(said):
    asked = "events(System, Microsoft-Windows-Kernel-Power 41, EventLog 6008)"
    days = (f"2026-11-{day:02}T00:30:00Z" for day in range(9, 19))
    power = "Microsoft-Windows-Kernel-Power"
    stops = [{"provider": power, "id": 41, "at": at, "values": {}} for at in days]
    assert said("SYS-813", HOME, {asked: stops}) == "fail.often"


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (("2026-11-19T14:00:00Z", "2026-11-18T14:00:00Z"), "pass.fresh"),
        (("2026-10-02T14:00:00Z", "2026-10-01T14:00:00Z"), "fail.old"),
    ],
)
def test_a_server_whose_backups_all_arrived(said, days, key):
    log = "Microsoft-Windows-Backup"
    asked = f"events({log}, {log} 4 5 8 9 17 19 49 50 517 521 546 561)"
    done = [{"provider": log, "id": 4, "at": at, "values": {}} for at in days]
    assert said("BAK-317", SERVER, {asked: done}) == key


@pytest.mark.parametrize(
    ("name", "check", "key"),
    [
        (HOME, "MAL-608", "pass.partly"),
        (ENGLISH, "MAL-608", "pass.all"),
        (KASPERSKY, "MAL-608", "fail.broken"),
        (RUSSIAN, "MAL-608", "warn.open_place"),
        (EXPIRED, "MAL-608", "pass.some"),
        ("windows-hostile", "MAL-608", "unknown.source_broken"),
        (HOME, "MAL-610", "unknown.no_right"),
        (ENGLISH, "MAL-610", "pass.told"),
        (LTSC, "MAL-610", "fail.script"),
    ],
)
def test_signatures_and_consumers_of_events(said, name, check, key):
    assert said(check, name, {}) == key


POLICY = r"SOFTWARE\Policies\Microsoft\WindowsFirewall"
RULED_OFF = {
    **key(rf"{POLICY}\DomainProfile", EnableFirewall=0),
    **key(rf"{POLICY}\PrivateProfile", EnableFirewall=0),
    **key(rf"{POLICY}\PublicProfile", EnableFirewall=0),
}


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({}, "pass.on"),
        (RULED_OFF, "fail.off"),
        ({**key(rf"{POLICY}\PrivateProfile", DefaultInboundAction=0)}, "warn.allow"),
        (
            {**key(rf"{POLICY}\PrivateProfile", DefaultInboundAction=0, DoNotAllowExceptions=1)},
            "pass.on",
        ),
        ({**key(rf"{POLICY}\PrivateProfile", EnableFirewall="x")}, "unknown.malformed"),
        ({"firewall_profile(2)": [False, True]}, "fail.off"),
        (
            {
                "firewall_profile(2)": [False, True],
                **key(rf"{POLICY}\StandardProfile", EnableFirewall=1),
            },
            "pass.on",
        ),
    ],
)
def test_what_group_policy_says_of_the_firewall_wins(said, answers, result):
    assert said("NET-501", HOME, answers) == result


MANAGED = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\Mdm"
ANYTHING = "v2.30|Action=Allow|Active=TRUE|Dir=In|Name=Mo het|"


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        (key(rf"{MANAGED}\StandardProfile", EnableFirewall=0), "fail.off"),
        (key(rf"{MANAGED}\PublicProfile", EnableFirewall=0), "warn.other_profile"),
        (key(rf"{MANAGED}\StandardProfile", DefaultInboundAction=0), "warn.allow"),
        (
            key(rf"{MANAGED}\StandardProfile", DefaultInboundAction=0, DoNotAllowExceptions=1),
            "pass.on",
        ),
        (
            {
                "firewall_profile(2)": [False, True],
                **key(rf"{MANAGED}\StandardProfile", EnableFirewall=1),
            },
            "pass.on",
        ),
        ({f"registry_values(HKLM, {MANAGED}\\StandardProfile)": NO_RIGHT}, "unknown.no_right"),
        (key(rf"{MANAGED}\FirewallRules", x=ANYTHING), "warn.any_rule"),
        ({f"registry_values(HKLM, {MANAGED}\\FirewallRules)": NO_RIGHT}, "unknown.no_right"),
        (
            {
                **key(rf"{POLICY}\FirewallRules", x=ANYTHING),
                f"registry_values(HKLM, {MANAGED}\\FirewallRules)": NO_RIGHT,
            },
            "warn.any_rule",
        ),
        (
            {
                **key(rf"{POLICY}\PrivateProfile", EnableFirewall=1),
                **key(rf"{MANAGED}\StandardProfile", EnableFirewall=0),
            },
            "pass.on",
        ),
        (
            {
                **key(rf"{POLICY}\PrivateProfile", EnableFirewall=0),
                **key(rf"{MANAGED}\StandardProfile", EnableFirewall=1),
            },
            "fail.off",
        ),
    ],
)
def test_device_management_rules_the_firewall_where_group_policy_is_silent(said, answers, result):
    assert said("NET-501", HOME, answers) == result


@pytest.mark.parametrize("root", [POLICY, MANAGED])
def test_rules_that_others_set_open_a_door_too(said, root):
    file_sharing = ANYTHING + "Protocol=6|LPort=445|"
    assert said("NET-502", GERMAN, {}) == "pass.good"
    assert said("NET-502", GERMAN, key(rf"{root}\FirewallRules", x=file_sharing)) == "warn.ports"


@pytest.mark.parametrize(
    ("command", "result"),
    [
        ("%TEMP%\\x.exe", "fail.hiding"),
        ("%APPDATA%\\x.exe", "warn.loose"),
        ("%ProgramFiles%\\x\\x.exe", "pass.none"),
    ],
)
def test_where_a_program_named_by_a_variable_lies(said, command, result):
    run = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
    assert said("MAL-601", HOME, key(run, x=command)) == result


ACTIVE_SETUP = r"SOFTWARE\Microsoft\Active Setup\Installed Components"
OWN_CLASSES = r"S-1-5-21-1004336348-1177238915-682003330-1001\SOFTWARE\Classes\CLSID"
TAKEN = "{6BF52A52-394A-11D3-B153-00C04F79FAA6}"


@pytest.mark.parametrize(
    ("file", "by_place", "by_signature"),
    [
        (r"C:\Users\Public\x.dll", "fail.hiding", "warn.open_place"),
        (r"C:\Users\vanthu\AppData\Local\x\x.dll", "pass.none", "warn.open_place"),
        (r"C:\Program Files\x\x.dll", "pass.none", "pass.some"),
    ],
)
def test_an_unsigned_file_in_place_of_a_class_of_the_machine(said, file, by_place, by_signature):
    answers = {
        f"registry_keys(HKU, {OWN_CLASSES})": [TAKEN],
        rf"registry_keys(HKLM, SOFTWARE\Classes\CLSID\{TAKEN})": ["InprocServer32"],
        rf"registry_values(HKU, {OWN_CLASSES}\{TAKEN}\InprocServer32)": {"": file},
        rf"registry_values(HKU, {OWN_CLASSES}\{TAKEN}\LocalServer32)": {"unknown": "not_found"},
        f"signature({file.lower()})": "none",
    }
    assert said("MAL-601", HOME, answers) == by_place
    assert said("MAL-608", HOME, answers) == by_signature


def test_a_changed_program_that_active_setup_runs(said):
    file = r"C:\Windows\x.exe"
    answers = {
        f"registry_keys(HKLM, {ACTIVE_SETUP})": ["{x}"],
        rf"registry_values(HKLM, {ACTIVE_SETUP}\{{x}})": {"StubPath": f"{file} /s"},
        f"signature({file.lower()})": "broken",
    }
    assert said("MAL-608", HOME, answers) == "fail.broken"


JOIN_INFO = r"registry_keys(HKLM, SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo)"


@pytest.mark.parametrize(
    ("joined", "result"),
    [
        (["5A1B0000000000000000000000000000000000C7"], "warn.off_entra"),
        ([], "not_applicable.alone"),
        ({"unknown": "not_found"}, "not_applicable.alone"),
        (NO_RIGHT, "unknown.no_right"),
    ],
)
def test_a_machine_that_only_entra_keeps(said, joined, result):
    assert said("ACC-411", HOME, {JOIN_INFO: joined}) == result


def test_roles_of_entra_among_the_administrators_are_not_names_that_got_lost(told):
    role = {"sid": "S-1-12-1-1111-2222-3333-4444", "name": "", "use": 8}
    lost = {"sid": "S-1-5-21-99-88-77-1190", "name": "", "use": 6}
    one = {"group_members(S-1-5-32-544)": [role, lost]}
    assert told("accounts", "domain_groups", one) == (role["sid"],)
    assert told("accounts", "unresolved", one) == 1


UPDATES = r"SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
UPDATES_MANAGED = r"SOFTWARE\Microsoft\PolicyManager\current\device\Update"
UPDATES_STATE = r"SOFTWARE\Microsoft\WindowsUpdate\UpdatePolicy\Settings"


@pytest.mark.parametrize("root", [UPDATES, UPDATES_MANAGED])
@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"PauseQualityUpdatesStartTime": "2026-10-26"}, "warn.paused"),
        ({"PauseQualityUpdatesStartTime": "2026-10-26T00:00:00Z"}, "warn.paused"),
        ({"PauseFeatureUpdatesStartTime": "2026-10-26"}, "warn.paused"),
        ({"PauseQualityUpdatesStartTime": "2026-11-19"}, "fail.paused_long"),
        ({"PauseQualityUpdatesStartTime": "2026-10-15"}, "pass.on"),
        ({"PauseQualityUpdatesStartTime": "2019-01-01", "PauseQualityUpdates": 1}, "pass.on"),
        ({"PauseQualityUpdatesStartTime": "2026-11-25"}, "pass.on"),
        ({"PauseQualityUpdatesStartTime": ""}, "pass.on"),
        ({"PauseQualityUpdatesStartTime": "26/10/2026"}, "unknown.bad_date"),
        ({"PauseQualityUpdates": 0}, "pass.on"),
    ],
)
def test_a_pause_by_policy_runs_for_35_days(said, root, values, result):
    assert said("UPD-202", HOME, key(root, **values)) == result


@pytest.mark.parametrize(
    ("state", "result"),
    [
        ({"PausedQualityStatus": 1, "PausedQualityDate": "2026-10-26T01:02:03Z"}, "warn.paused"),
        ({"PausedQualityStatus": 1}, "unknown.bad_date"),
        ({"PausedQualityStatus": 0}, "pass.on"),
        ({"PausedQualityStatus": 2, "PausedQualityDate": "2026-10-26T01:02:03Z"}, "pass.on"),
        ({}, "unknown.not_found"),
    ],
)
def test_a_pause_without_a_start_is_told_by_what_came_of_it(said, state, result):
    switched = key(UPDATES, PauseQualityUpdates=1)
    assert said("UPD-202", HOME, {**switched, **key(UPDATES_STATE, **state)}) == result
    nowhere = {f"registry_values(HKLM, {UPDATES_STATE})": {"unknown": "not_found"}}
    assert said("UPD-202", HOME, {**switched, **nowhere}) == "unknown.not_found"


def test_policies_of_updates_that_cannot_be_read(said):
    refused = {f"registry_values(HKLM, {UPDATES_MANAGED})": NO_RIGHT}
    assert said("UPD-202", HOME, refused) == "unknown.no_right"
