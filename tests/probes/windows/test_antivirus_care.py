"""What Defender tells of scans, finds, exceptions and parts switched off."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus_care.windows import read
from core.probes.ask import Ask

HOME, KASPERSKY = "windows-10-home-vi", "windows-11-pro-kaspersky"
SPACE = "root\\Microsoft\\Windows\\Defender"
STATUS = f"wmi({SPACE}, MSFT_MpComputerStatus)"
THREATS = f"wmi({SPACE}, MSFT_MpThreat)"
TIMES = f"wmi({SPACE}, MSFT_MpThreatDetection)"
DEFENDER = "SOFTWARE\\Microsoft\\Windows Defender"
POLICY = "SOFTWARE\\Policies\\Microsoft\\Windows Defender"
GOOD = {
    "AMRunningMode": "Normal",
    "AntivirusEnabled": True,
    "QuickScanEndTime": "20261119020000.000000+000",
    "FullScanEndTime": None,
    "IsTamperProtected": True,
    "ComputerState": 2,
    "BehaviorMonitorEnabled": True,
    "IoavProtectionEnabled": True,
    "OnAccessProtectionEnabled": True,
}


def code(value):
    return value.code if isinstance(value, Unknown) else value


def found(machine, **status):
    empty = {THREATS: {"unknown": "not_found"}, "rights": "elevated"}
    answers = {STATUS: [{**GOOD, **status}], **empty}
    return read(machine(HOME).with_answers(answers), Ask())


def test_a_machine_in_order(machine):
    facts = found(machine)
    assert facts.product == "Microsoft Defender Antivirus"
    assert facts.scanned_at == "2026-11-19T02:00:00Z"
    assert facts.detections == ()
    assert facts.switched_off == ()
    assert facts.tamper_protected is True


def test_beside_another_product_the_class_is_never_asked(machine):
    answers = {
        "security_products(4)": [
            {
                "name": "Kaspersky",
                "id": "{K}",
                "state": 0,
                "signatures": 1,
                "remedy": "k.exe",
                "licence_days": 100,
            }
        ]
    }
    kaspersky = machine(HOME).with_answers(answers)
    facts = read(kaspersky, Ask())
    assert facts.product == ""
    assert code(facts.scanned_at) is UnknownCode.NOT_SUPPORTED
    assert not [each for each in kaspersky.asked if "MSFT_Mp" in each]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ({"FullScanEndTime": "20261120020000.000000+000"}, "2026-11-20T02:00:00Z"),
        ({"QuickScanEndTime": None}, ""),
        ({"QuickScanEndTime": "16010101000000.000000+000"}, UnknownCode.MALFORMED),
        ({"QuickScanEndTime": 5}, UnknownCode.MALFORMED),
    ],
)
def test_scans(machine, status, expected):
    assert code(found(machine, **status).scanned_at) == expected


def test_finds_are_joined_with_their_time(machine):
    answers = {
        STATUS: [GOOD],
        THREATS: [
            {"ThreatID": 7, "ThreatName": "Virus:DOS/EICAR_Test_File", "IsActive": True},
            {"ThreatID": 8, "ThreatName": None, "IsActive": False},
        ],
        TIMES: [{"ThreatID": 7, "InitialDetectionTime": "20261118020000.000000+000"}],
    }
    first, second = read(machine(HOME).with_answers(answers), Ask()).detections
    assert (first.name, first.at, first.handled) == (
        "Virus:DOS/EICAR_Test_File",
        "2026-11-18T02:00:00Z",
        False,
    )
    assert (second.name, second.handled) == ("8", True)
    assert code(second.at) is UnknownCode.NOT_FOUND


@pytest.mark.parametrize(
    ("threats", "status", "rights", "expected"),
    [
        ("not_found", [GOOD], "elevated", ()),
        ("not_found", [GOOD], "administrator", UnknownCode.NO_RIGHT),
        ("not_found", [GOOD], "user", UnknownCode.NO_RIGHT),
        ("no_right", [GOOD], "elevated", UnknownCode.NO_RIGHT),
        ("not_found", {"unknown": "source_broken"}, "elevated", UnknownCode.NOT_FOUND),
    ],
)
def test_no_find_and_no_answer_are_told_apart(machine, threats, status, rights, expected):
    answers = {STATUS: status, THREATS: {"unknown": threats}, "rights": rights}
    assert code(read(machine(HOME).with_answers(answers), Ask()).detections) == expected


def test_parts_switched_off_by_policy_setting_or_themselves(machine):
    answers = {
        STATUS: [{**GOOD, "BehaviorMonitorEnabled": False}],
        f"registry_values(HKLM, {POLICY})": {"DisableAntiSpyware": 1},
        f"registry_values(HKLM, {DEFENDER}\\Real-Time Protection)": {
            "DisableRealtimeMonitoring": 1
        },
    }
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert facts.switched_off == (
        "DisableAntiSpyware",
        "DisableRealtimeMonitoring",
        "BehaviorMonitorEnabled",
    )


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(5, True), (1, True), (4, False), (0, False), (9, UnknownCode.MALFORMED)],
)
def test_tamper_protection_by_registry(machine, kept, expected):
    answers = {
        STATUS: {"unknown": "source_broken"},
        f"registry_values(HKLM, {DEFENDER}\\Features)": {"TamperProtection": kept},
    }
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert code(facts.tamper_protected) == expected
    assert facts.origin.degraded


def test_exceptions_are_names_of_values(machine):
    answers = {
        STATUS: [GOOD],
        f"registry_names(HKLM, {DEFENDER}\\Exclusions\\Paths)": ["C:\\KeToan", "D:\\"],
        f"registry_names(HKLM, {DEFENDER}\\Exclusions\\Extensions)": {"unknown": "not_found"},
        f"registry_names(HKLM, {DEFENDER}\\Exclusions\\Processes)": {"unknown": "not_found"},
        f"registry_names(HKLM, {POLICY}\\Exclusions\\Extensions)": ["mdf"],
    }
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert facts.exclusions == ("Paths: C:\\KeToan", "Paths: D:\\", "Extensions: mdf")
    answers[f"registry_names(HKLM, {DEFENDER}\\Exclusions\\Processes)"] = {"unknown": "no_right"}
    refused = read(machine(HOME).with_answers(answers), Ask())
    assert code(refused.exclusions) is UnknownCode.NO_RIGHT


@pytest.mark.parametrize(
    ("state", "expected"),
    [(0, False), (2, False), (1, True), (4, True), (10, True), (None, UnknownCode.MALFORMED)],
)
def test_whether_defender_waits_for_something(machine, state, expected):
    assert code(found(machine, ComputerState=state).cleaning) == expected


def test_a_service_that_does_not_answer_is_no_other_product(machine):
    answers = {"service(WinDefend)": {"unknown": "timed_out"}}
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert code(facts.product) is UnknownCode.TIMED_OUT
    gone = read(
        machine(HOME).with_answers({"service(WinDefend)": {"unknown": "not_installed"}}), Ask()
    )
    assert gone.product == ""


def test_without_the_class_parts_are_only_known_to_be_off(machine):
    broken = {STATUS: {"unknown": "source_broken"}}
    facts = read(machine(HOME).with_answers(broken), Ask())
    assert code(facts.switched_off) is UnknownCode.SOURCE_BROKEN
    off = {**broken, f"registry_values(HKLM, {POLICY})": {"DisableAntiVirus": 1}}
    facts = read(machine(HOME).with_answers(off), Ask())
    assert facts.switched_off == ("DisableAntiVirus",)
