"""Cases of registration, precedence and silence, each a small change to a described machine."""

from collections.abc import Callable
from typing import Any

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus import windows as antivirus
from core.probes.antivirus.facts import Protection
from core.probes.ask import Ask
from core.probes.firewall import windows as firewall

HOME, KASPERSKY, SERVER = "windows-10-home-vi", "windows-11-pro-kaspersky", "windows-server-2019"
LIST = r"wmi(root\SecurityCenter2, AntiVirusProduct)"
FIREWALLS = r"wmi(root\SecurityCenter2, FirewallProduct)"
DEFENDER = r"wmi(root\Microsoft\Windows\Defender, MSFT_MpComputerStatus)"
NO_COM = {"unknown": "not_supported", "detail": "0x80040154"}
STOPPED = {"name": "wscsvc", "running": False, "enabled": True, "start": "automatic"}
IDLE = {"name": "WinDefend", "running": False, "enabled": False, "start": "manual"}


def row(name: str, state: int, exe: str = "av.exe", guid: str = "{1}") -> dict[str, object]:
    return {
        "displayName": name,
        "instanceGuid": guid,
        "pathToSignedProductExe": exe,
        "productState": state,
    }


def product(name: str, state: int, **more: object) -> dict[str, object]:
    nothing = {"unknown": "not_found"}
    told = {"id": "{1}", "signatures": 1, "remedy": "av.exe", "licence_days": nothing}
    return {"name": name, "state": state, **told, **more}


DEFENDER_PRODUCT = {"id": "{D68DDC3A-831F-4fae-9E44-DA132C1ACF46}", "remedy": "windowsdefender://"}


def test_wmi_lists_products_where_com_does_not(machine: Callable[[str], Any]) -> None:
    rows = [row("BKAV Pro", 266240), row("Windows Defender", 393472, "windowsdefender://")]
    changed = machine(HOME).with_answers({"security_products(4)": NO_COM, LIST: rows})
    read = antivirus.read(changed, Ask())
    assert (read.origin.backend, read.origin.degraded) == ("wmi", True)
    assert not isinstance(read.products, Unknown)
    bkav, defender = read.products
    assert (bkav.protection, bkav.real_time, bkav.definitions_old) == (Protection.ON, True, False)
    assert isinstance(bkav.definitions_at, Unknown)
    assert (defender.protection, defender.real_time) == (Protection.PASSIVE, False)


def test_defenders_class_is_left_alone_beside_an_active_product(
    machine: Callable[[str], Any],
) -> None:
    listed = [product("Microsoft Defender Antivirus", 1, **DEFENDER_PRODUCT), product("BKAV", 0)]
    changed = machine(HOME).with_answers({"security_products(4)": listed})
    antivirus.read(changed, Ask())
    assert DEFENDER not in changed.asked


def test_a_state_nobody_documented_is_unknown(machine: Callable[[str], Any]) -> None:
    changed = machine(HOME).with_answers(
        {"security_products(4)": NO_COM, LIST: [row("CMC", 344064)], "service(WinDefend)": IDLE}
    )
    read = antivirus.read(changed, Ask())
    assert not isinstance(read.products, Unknown)
    assert isinstance(read.products[0].protection, Unknown)
    assert isinstance(read.products[0].real_time, Unknown)


def test_a_stopped_centre_knows_nothing_but_defender_may_speak_for_itself(
    machine: Callable[[str], Any],
) -> None:
    stopped = machine(HOME).with_answers({"service(wscsvc)": STOPPED})
    read = antivirus.read(stopped, Ask())
    assert read.centre_running is False
    assert not isinstance(read.products, Unknown)
    assert [each.protection for each in read.products] == [Protection.ON]
    assert read.origin.backend == "wmi"


@pytest.mark.parametrize("mode", ["Passive Mode", "SxS Passive Mode", "Not running"])
def test_an_idle_defender_alone_is_no_complete_look(
    machine: Callable[[str], Any], mode: str
) -> None:
    described = machine(SERVER)
    word = {**described.answers[DEFENDER][0], "AMRunningMode": mode}
    read = antivirus.read(described.with_answers({DEFENDER: [word]}), Ask())
    assert isinstance(read.products, Unknown)
    assert read.products.code is UnknownCode.NOT_SUPPORTED


def test_a_server_without_defenders_class_is_unknown(machine: Callable[[str], Any]) -> None:
    changed = machine(SERVER).with_answers({DEFENDER: {"unknown": "not_supported"}})
    read = antivirus.read(changed, Ask())
    assert isinstance(read.products, Unknown)
    assert read.products.code is UnknownCode.NOT_SUPPORTED


@pytest.mark.parametrize(("health", "none"), [(0, False), (1, True), (2, True), (3, False)])
def test_no_product_at_all_needs_the_centre_to_agree(
    machine: Callable[[str], Any], health: int, none: bool
) -> None:
    changed = machine(HOME).with_answers(
        {"security_products(4)": [], "security_health(4)": health, "service(WinDefend)": IDLE}
    )
    read = antivirus.read(changed, Ask())
    assert (read.products == ()) is none
    assert isinstance(read.products, Unknown) is not none


@pytest.mark.parametrize(
    ("mode", "enabled", "expected"),
    [
        ("Normal", True, Protection.ON),
        ("Normal", False, Protection.OFF),
        (None, True, Protection.ON),
        ("EDR Block Mode", True, Protection.PASSIVE),
        ("Something New", True, UnknownCode.MALFORMED),
        ("Normal", None, UnknownCode.NOT_FOUND),
    ],
)
def test_modes_of_defender(
    machine: Callable[[str], Any], mode: str | None, enabled: bool | None, expected: object
) -> None:
    described = machine(HOME)
    word = {**described.answers[DEFENDER][0], "AMRunningMode": mode, "AntivirusEnabled": enabled}
    read = antivirus.read(described.with_answers({DEFENDER: [word]}), Ask())
    assert not isinstance(read.products, Unknown)
    found = read.products[0].protection
    assert (found.code if isinstance(found, Unknown) else found) == expected


@pytest.mark.parametrize("age", [65535, 4294967295, -1])
def test_definitions_never_updated(machine: Callable[[str], Any], age: int) -> None:
    described = machine(HOME)
    word = {**described.answers[DEFENDER][0], "AntivirusSignatureAge": age}
    read = antivirus.read(described.with_answers({DEFENDER: [word]}), Ask())
    assert not isinstance(read.products, Unknown)
    assert read.products[0].definitions_at == ""


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [(0, 45, 45), (0, 0, UnknownCode.NOT_FOUND), (3, 0, 0), (0, 4294967200, UnknownCode.NOT_FOUND)],
)
def test_days_of_a_licence(
    machine: Callable[[str], Any], state: int, days: int, expected: object
) -> None:
    listed = [product("BKAV", state, licence_days=days)]
    changed = machine(HOME).with_answers(
        {"security_products(4)": listed, "service(WinDefend)": IDLE}
    )
    read = antivirus.read(changed, Ask())
    assert not isinstance(read.products, Unknown)
    found = read.products[0].licence_days
    # A vendor that is not known to the readers tells no days of its own either.
    assert (found if isinstance(found, int) else UnknownCode.NOT_FOUND) == expected


def test_eset_writes_its_date_into_a_version(machine: Callable[[str], Any]) -> None:
    key = r"SOFTWARE\ESET\ESET Security\CurrentVersion\Info"
    changed = machine(HOME).with_answers(
        {
            "security_products(4)": [product("ESET Endpoint Antivirus", 0)],
            f"registry_values(HKLM, {key})": {"ScannerVersion": "28456 (20261118)"},
        }
    )
    read = antivirus.read(changed, Ask())
    assert not isinstance(read.products, Unknown)
    assert read.products[0].definitions_at == "2026-11-18T00:00:00Z"


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([product("ESET Firewall", 0)], "ESET Firewall"),
        ([product("ESET Firewall", 1)], ""),
        ([product("Windows Firewall", 0, remedy=r"C:\Windows\system32\firewall.cpl")], ""),
        ([product("ESET Firewall", 9)], UnknownCode.MALFORMED),
        ([], ""),
    ],
)
def test_another_firewall(
    machine: Callable[[str], Any], listed: list[object], expected: object
) -> None:
    read = firewall.read(machine(HOME).with_answers({"security_products(1)": listed}), Ask())
    found = read.product
    assert (found.code if isinstance(found, Unknown) else found) == expected


@pytest.mark.parametrize(
    ("beside", "expected"),
    [([row("Windows Defender", 397568)], ""), ({"unknown": "not_found"}, UnknownCode.NOT_FOUND)],
)
def test_no_firewall_row_counts_only_where_the_place_answers(
    machine: Callable[[str], Any], beside: object, expected: object
) -> None:
    changed = machine(HOME).with_answers(
        {"security_products(1)": NO_COM, FIREWALLS: {"unknown": "not_found"}, LIST: beside}
    )
    found = firewall.read(changed, Ask()).product
    assert (found.code if isinstance(found, Unknown) else found) == expected


GONE = r"C:\Program Files\BKAV\bkav.exe"
THERE = {
    "kind": "file",
    "size": 1,
    "modified": "2026-09-01T03:00:00Z",
    "mode": 438,
    "uid": 0,
    "device": "1",
}


@pytest.mark.parametrize("by_com", [True, False])
@pytest.mark.parametrize("remedy", [GONE, f'"{GONE}" /open'])
@pytest.mark.parametrize(
    ("seen", "protection"),
    [
        ({"unknown": "not_found"}, UnknownCode.NOT_FOUND),
        ({"unknown": "no_right"}, Protection.ON),
        (THERE, Protection.ON),
    ],
)
def test_of_a_product_whose_program_is_gone_nobody_knows_whether_it_protects(
    machine: Callable[[str], Any], seen: Any, protection: Any, remedy: str, by_com: bool
) -> None:
    listed = {"security_products(4)": [product("BKAV", 0, remedy=remedy)]}
    by_wmi = {"security_products(4)": NO_COM, LIST: [row("BKAV", 266240, remedy)]}
    answers = {**(listed if by_com else by_wmi), f"stat({GONE})": seen, "service(WinDefend)": IDLE}
    (found,) = antivirus.read(machine(HOME).with_answers(answers), Ask()).products
    told = found.protection
    assert (told.code if isinstance(told, Unknown) else told) == protection


def test_where_another_product_is_gone_defender_is_asked(machine: Callable[[str], Any]) -> None:
    listed = [
        product("Microsoft Defender Antivirus", 0, **DEFENDER_PRODUCT),
        product("BKAV", 0, remedy=GONE),
    ]
    answers = {"security_products(4)": listed, f"stat({GONE})": {"unknown": "not_found"}}
    changed = machine(HOME).with_answers(answers)
    antivirus.read(changed, Ask())
    assert DEFENDER in changed.asked
