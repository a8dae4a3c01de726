"""What the Windows readers make of six described machines."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from core.model.facts import Facts
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState
from core.probes.antivirus.facts import Protection
from core.probes.ask import Ask
from core.probes.backup.facts import Presence
from core.probes.catalogue import facts_types
from core.probes.catalogue import read as read_topic
from core.probes.firewall.facts import Inbound
from core.probes.update_policy.facts import UpdateMode

HOME, KASPERSKY, LTSC, SERVER, BROKEN, HOSTILE = (
    "windows-10-home-vi",
    "windows-11-pro-kaspersky",
    "windows-10-ltsc-paused",
    "windows-server-2019",
    "windows-10-pro-wmi-broken",
    "windows-hostile",
)
SID = "S-1-5-21-1004336348-1177238915-682003330"


@pytest.fixture
def facts(machine: Callable[[str], Any]) -> Callable[..., Any]:
    """Read a topic of a described machine; places go with the question about backups."""

    def read(name: str, topic: str, *places: str) -> Facts:
        reader = import_module(f"core.probes.{topic}.windows")
        answer = reader.read(machine(name), Ask(places=places))
        assert isinstance(answer, Facts)
        return answer

    return read


def code(value: object) -> UnknownCode | None:
    return value.code if isinstance(value, Unknown) else None


@pytest.mark.parametrize(
    ("name", "topic", "expected"),
    [
        (
            HOME,
            "machine",
            {
                "name": "VP-XA-01",
                "os": "windows",
                "os_name": "Windows 10 Home Single Language 22H2",
                "os_release": "19045",
                "edition": "CoreSingleLanguage",
                "sku": 100,
                "build": 19045,
                "revision": 6456,
                "server": False,
                "extended_years": 0,
                "container": "",
                "domain": "",
                "booted_at": "2026-11-17T02:00:00Z",
                "user": "vanthu",
                "rights": "user",
            },
        ),
        (
            KASPERSKY,
            "machine",
            {
                "os_name": "Windows 11 Pro 24H2",
                "domain": "UBND-HUYEN",
                "rights": "administrator",
                "extended_years": UnknownCode.NOT_SUPPORTED,
            },
        ),
        (SERVER, "machine", {"server": True, "os_name": "Windows Server 2019 Standard 1809"}),
        (BROKEN, "machine", {"extended_years": UnknownCode.SOURCE_BROKEN, "build": 19045}),
        (LTSC, "machine", {"edition": "EnterpriseS", "sku": 125, "rights": "elevated"}),
        (
            HOME,
            "updates",
            {
                "security": 1,
                "ordinary": 1,
                "held": 1,
                "ordinary_names": ("Bản cập nhật .NET Framework (KB5088888)",),
                "asked_at": "2026-11-19T18:42:10Z",
                "server": "",
                "service_off": "",
            },
        ),
        (
            LTSC,
            "updates",
            {"security": UnknownCode.NOT_FOUND, "asked_at": "", "service_off": "wuauserv"},
        ),
        (KASPERSKY, "updates", {"security": 0, "server": "http://wsus.ubnd.example:8530"}),
        (
            BROKEN,
            "updates",
            {"security": UnknownCode.NO_RIGHT, "asked_at": "2026-11-02T03:04:05Z"},
        ),
        (
            HOME,
            "update_policy",
            {"mode": UpdateMode.INSTALL, "paused_until": "", "disabled_services": ()},
        ),
        (KASPERSKY, "update_policy", {"mode": UpdateMode.NOTIFY}),
        (
            LTSC,
            "update_policy",
            {
                "mode": UpdateMode.OFF,
                "paused_until": "2052-09-01T00:00:00Z",
                "disabled_services": ("wuauserv",),
            },
        ),
        (BROKEN, "update_policy", {"paused_until": UnknownCode.MALFORMED}),
        (SERVER, "update_policy", {"mode": UpdateMode.NOTIFY}),
        (HOME, "restart", {"pending": False, "pending_since": "", "packages": ()}),
        (
            KASPERSKY,
            "restart",
            {
                "pending": True,
                "pending_since": "2026-11-12T04:11:00Z",
                "packages": ("Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4770.1.9",),
            },
        ),
        (BROKEN, "restart", {"pending": True, "pending_since": ""}),
        (
            KASPERSKY,
            "accounts",
            {
                "current": "UBND-HUYEN\\cbtin",
                "unresolved": 1,
                "domain_groups": ("UBND-HUYEN\\Domain Admins", "S-1-12-1-1111-2222-3333-4444"),
                "rules_read": True,
                "guest_session": False,
            },
        ),
        (BROKEN, "accounts", {"rules_read": UnknownCode.SOURCE_BROKEN}),
        (HOME, "firewall", {"service_running": True, "product": "", "any_rule": ""}),
        (KASPERSKY, "firewall", {"product": "", "any_rule": "Mo tat ca"}),
        (SERVER, "firewall", {"product": UnknownCode.NOT_SUPPORTED, "service_running": True}),
        (
            BROKEN,
            "firewall",
            {"product": UnknownCode.SOURCE_BROKEN, "service_running": False},
        ),
        (
            HOME,
            "clock",
            {
                "zone": "SE Asia Standard Time",
                "offset_minutes": 420,
                "synchronises": True,
                "synchronised": UnknownCode.NOT_SUPPORTED,
                "service_off": "",
                "newest_file_at": "2026-11-19T18:42:12Z",
                "newest_file": r"C:\WINDOWS\SoftwareDistribution\ReportingEvents.log",
            },
        ),
        (LTSC, "clock", {"synchronises": False, "service_off": "W32Time", "offset_minutes": -480}),
        (SERVER, "antivirus", {"centre_running": UnknownCode.NOT_SUPPORTED}),
        (HOME, "antivirus", {"centre_running": True}),
    ],
)
def test_fields_as_described(
    facts: Callable[..., Any], name: str, topic: str, expected: dict[str, object]
) -> None:
    read = facts(name, topic)
    seen = {field: code(getattr(read, field)) or getattr(read, field) for field in expected}
    assert seen == expected


def test_an_installation_id_never_leaves_the_machine(
    facts: Callable[..., Any], machine: Callable[[str], Any]
) -> None:
    read = facts(HOME, "machine")
    assert len(read.machine_id) == 64
    key = r"SOFTWARE\Microsoft\Cryptography"
    assert machine(HOME).registry("HKLM", key, "MachineGuid") not in str(read)
    assert read.machine_id != facts(LTSC, "machine").machine_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (HOME, [("Microsoft Defender Antivirus", "on", True, "2026-11-19T22:15:00Z", False)]),
        (LTSC, [("Microsoft Defender Antivirus", "on", False, "", True)]),
        (
            KASPERSKY,
            [
                ("Microsoft Defender Antivirus", "off", False, UnknownCode.NO_RIGHT, False),
                (
                    "Kaspersky Endpoint Security",
                    "expired",
                    UnknownCode.NOT_SUPPORTED,
                    "2026-10-21T00:00:00Z",
                    True,
                ),
            ],
        ),
        (SERVER, [("Microsoft Defender Antivirus", "on", True, "2026-11-18T22:15:00Z", False)]),
        (BROKEN, [("Microsoft Defender Antivirus", "on", True, "2026-10-11T17:02:09Z", False)]),
    ],
)
def test_antivirus_products(
    facts: Callable[..., Any], name: str, expected: list[tuple[object, ...]]
) -> None:
    found = [
        (
            each.name,
            str(each.protection),
            code(each.real_time) or each.real_time,
            code(each.definitions_at) or each.definitions_at,
            each.definitions_old,
        )
        for each in facts(name, "antivirus").products
    ]
    assert found == expected


def test_each_product_names_where_its_definitions_were_read(facts: Callable[..., Any]) -> None:
    origin = facts(KASPERSKY, "antivirus").origin
    kaspersky = origin.source("definitions_at:Kaspersky Endpoint Security")
    assert kaspersky == "HKLM\\SOFTWARE\\KasperskyLab\\protected\\KES.21.9\\Data (32 bit)"
    assert (
        facts(HOME, "antivirus").origin.source("definitions_at:Microsoft Defender Antivirus")
        == "MSFT_MpComputerStatus"
    )


def test_an_ended_licence_has_no_days_left(facts: Callable[..., Any]) -> None:
    products = facts(KASPERSKY, "antivirus").products
    assert products[1].protection is Protection.EXPIRED
    assert products[1].licence_days == 0
    assert code(products[0].licence_days) is UnknownCode.NOT_SUPPORTED


def test_accounts_of_the_office(facts: Callable[..., Any]) -> None:
    accounts = {each.name: each for each in facts(HOME, "accounts").accounts}
    assert set(accounts) == {"Administrator", "Guest", "vanthu", "Quản trị"}
    clerk, chief = accounts["vanthu"], accounts["Quản trị"]
    assert (clerk.enabled, clerk.administrator, clerk.never_expires) == (True, False, True)
    assert (clerk.password, clerk.changed_on) == (PasswordState.SET, "2026-10-16")
    assert (chief.administrator, chief.through) == (True, ("S-1-5-32-544",))
    assert chief.changed_on == "2026-11-08"
    built_in = accounts["Administrator"]
    assert (built_in.enabled, built_in.administrator) == (False, True)
    assert (built_in.password, built_in.changed_on) == (PasswordState.NEVER_SET, "")
    assert (accounts["Guest"].guest, accounts["Guest"].password_required) == (True, False)


def test_accounts_of_the_joined_machine(facts: Callable[..., Any]) -> None:
    accounts = {each.name: each for each in facts(KASPERSKY, "accounts").accounts}
    temporary = accounts["tam"]
    assert temporary.must_change is True
    assert code(temporary.password) is UnknownCode.NOT_FOUND
    assert accounts["khach"].enabled is False
    assert (accounts["maylanh"].changed_on, accounts["maylanh"].changed_odd) == ("", True)
    assert (accounts["hop"].password, accounts["hop"].changed_on) == (PasswordState.CLOUD, "")
    outsider = accounts["UBND-HUYEN\\cbtin"]
    assert outsider.administrator is True
    assert code(outsider.changed_on) is UnknownCode.NOT_SUPPORTED


def test_everybody_in_the_group_makes_everybody_an_administrator(
    facts: Callable[..., Any], machine: Callable[[str], Any]
) -> None:
    member = {"sid": "S-1-5-11", "name": "NT AUTHORITY\\Authenticated Users", "use": 5}
    changed = machine(HOME).with_answers({"group_members(S-1-5-32-544)": [member]})
    reader = import_module("core.probes.accounts.windows")
    accounts = {each.name: each for each in reader.read(changed, Ask()).accounts}
    assert accounts["vanthu"].administrator is True
    assert accounts["vanthu"].through == ("NT AUTHORITY\\Authenticated Users",)
    assert accounts["Guest"].administrator is False


def test_profiles_fall_back_to_policy_then_to_local_settings(facts: Callable[..., Any]) -> None:
    read = facts(BROKEN, "firewall")
    profiles = {each.name: each for each in read.profiles}
    assert (read.origin.backend, read.origin.degraded) == ("registry", True)
    assert profiles["private"].on is False
    assert (profiles["public"].on, profiles["public"].inbound) == (True, Inbound.ALLOWED)
    assert (profiles["domain"].on, profiles["domain"].inbound) == (True, Inbound.BLOCKED)
    assert code(profiles["domain"].in_use) is UnknownCode.SERVICE_OFF


def test_profiles_by_com(facts: Callable[..., Any]) -> None:
    read = facts(KASPERSKY, "firewall")
    assert read.origin.backend == "com"
    assert [(each.name, each.on, each.in_use) for each in read.profiles] == [
        ("domain", True, True),
        ("private", False, False),
        ("public", True, True),
    ]


def test_backup_places(facts: Callable[..., Any]) -> None:
    typed = (
        "E:",
        '"C:\\Sao lưu\\"',
        "F:\\bak",
        r"\\nas\saoluu",
        r"\\nas2\bak",
        "saoluu",
        r"E:\mat",
    )
    usb, own, gone, refused, off, wrong, missing = facts(HOME, "backup", *typed).places
    assert (usb.presence, usb.files, usb.damaged, usb.same_disk, usb.complete) == (
        Presence.PRESENT,
        812,
        "",
        False,
        True,
    )
    assert usb.newest_at == "2026-11-18T09:30:00Z"
    assert (own.same_disk, own.complete, own.damaged, own.empty_files) == (
        True,
        False,
        "ke-toan.7z",
        1,
    )
    assert own.future_at == "2027-05-01T00:00:00Z"
    assert gone.presence is Presence.ABSENT
    assert off.presence is Presence.ABSENT
    assert code(refused.presence) is UnknownCode.NO_RIGHT
    assert code(wrong.presence) is UnknownCode.MALFORMED
    assert code(missing.presence) is UnknownCode.NOT_FOUND
    assert [each.place for each in (usb, own, gone)] == list(typed[:3])


def test_no_place_declared(facts: Callable[..., Any]) -> None:
    assert code(facts(HOME, "backup").places) is UnknownCode.NOT_DECLARED


COMFORTABLE = {
    "antivirus": ("products", "centre_running"),
    "updates": ("ordinary", "security", "held", "asked_at", "ordinary_names", "security_names"),
    "update_policy": ("mode", "paused_until"),
    "restart": ("pending", "pending_since", "packages"),
    "accounts": ("accounts", "unresolved", "domain_groups", "rules_read", "guest_session"),
    "firewall": ("profiles", "service_running", "product", "any_rule"),
    "clock": ("synchronised", "newest_file_at", "newest_file"),
    "machine": ("extended_years", "edition", "revision", "support_ends"),
}


@pytest.mark.parametrize("topic", COMFORTABLE)
def test_a_machine_that_answers_with_nothing_gives_nothing(
    facts: Callable[..., Any], topic: str
) -> None:
    read = facts(HOSTILE, topic)
    known = [name for name in COMFORTABLE[topic] if not isinstance(getattr(read, name), Unknown)]
    assert known == []


def test_what_a_hostile_machine_does_know_is_true(facts: Callable[..., Any]) -> None:
    policy, clock, machine = (
        facts(HOSTILE, each) for each in ("update_policy", "clock", "machine")
    )
    assert policy.disabled_services == Unknown(UnknownCode.NOT_SUPPORTED, "not installed: UsoSvc")
    assert (clock.synchronises, clock.service_off) == (False, "W32Time")
    assert (machine.build, machine.user, machine.rights) == (18362, "root", "elevated")


@pytest.mark.parametrize("topic", sorted(facts_types()))
def test_every_machine_answers_every_topic(each_machine: Any, topic: str) -> None:
    read = read_topic(topic, each_machine, Ask(), "windows")
    assert type(read) is facts_types()[topic]
    assert read.origin.at == each_machine.now()
    whole = {name for name in read.origin.sources if ":" not in name}
    assert whole <= set(type(read).__dataclass_fields__)
