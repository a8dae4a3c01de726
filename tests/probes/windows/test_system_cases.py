"""USB storage, logs, parts and activation, as Windows tells them."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.activation.windows import read as read_activation
from core.probes.ask import Ask
from core.probes.records.windows import read as read_records
from core.probes.system_parts.windows import read as read_parts
from core.probes.usb_marks import mark_of
from core.probes.usb_storage.windows import read as read_usb

HOME, SERVER = "windows-10-home-vi", "windows-server-2019"
USB = "SYSTEM\\CurrentControlSet\\Enum\\USB"
ENUM = "SYSTEM\\CurrentControlSet\\Enum\\USBSTOR"
KIND = "Disk&Ven_Kingston&Prod_DataTraveler&Rev_PMAP"
LOGS = "registry_values(HKLM, SYSTEM\\CurrentControlSet\\Services\\EventLog\\Security)"
POLICY = "registry_values(HKLM, SOFTWARE\\Policies\\Microsoft\\Windows\\EventLog\\Security)"
WMI = "wmi(root\\cimv2, Win32_OperatingSystem)"
LICENCES = "wmi(root\\cimv2, SoftwareLicensingProduct, PartialProductKey IS NOT NULL)"


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_sticks_are_named_once_and_their_serial_numbers_stay(machine):
    answers = {
        f"registry_keys(HKLM, {ENUM})": [KIND],
        f"registry_keys(HKLM, {ENUM}\\{KIND})": ["60A44C3FB2B3&0", "60A44C3FB2B3&1", "7&1a2b&0"],
        f"registry_values(HKLM, {ENUM}\\{KIND}\\60A44C3FB2B3&0)": {"FriendlyName": "Kingston USB"},
        f"registry_values(HKLM, {ENUM}\\{KIND}\\60A44C3FB2B3&1)": {"FriendlyName": "Kingston USB"},
        f"registry_values(HKLM, {ENUM}\\{KIND}\\7&1a2b&0)": {},
    }
    found = read_usb(machine(HOME).with_answers(answers), Ask()).devices
    assert {each.mark for each in found} == {mark_of("60A44C3FB2B3"), mark_of("7&1a2b")}
    assert {each.name for each in found} == {"Kingston USB", KIND}
    assert "60A44C3FB2B3" not in repr(found)


@pytest.mark.parametrize(
    ("answer", "expected"), [("not_found", ()), ("no_right", UnknownCode.NO_RIGHT)]
)
def test_without_the_key_no_stick_was_ever_in(machine, answer, expected):
    answers = {f"registry_keys(HKLM, {ENUM})": {"unknown": answer}}
    assert code(read_usb(machine(HOME).with_answers(answers), Ask()).devices) == expected


def test_a_fast_disk_is_found_where_its_own_driver_serves_it(machine):
    disk, stick = "VID_0BC2&PID_2344", "VID_0951&PID_1666"
    answers = {
        f"registry_keys(HKLM, {ENUM})": {"unknown": "not_found"},
        f"registry_keys(HKLM, {USB})": [disk, stick, "VID_0000&PID_0001"],
        f"registry_keys(HKLM, {USB}\\{disk})": ["NA9G5MN0"],
        f"registry_values(HKLM, {USB}\\{disk}\\NA9G5MN0)": {"Service": "UASPStor"},
        f"registry_keys(HKLM, {USB}\\{stick})": ["60A44C3FB2B3"],
        f"registry_values(HKLM, {USB}\\{stick}\\60A44C3FB2B3)": {"Service": "USBSTOR"},
        f"registry_keys(HKLM, {USB}\\VID_0000&PID_0001)": {"unknown": "not_found"},
    }
    (found,) = read_usb(machine(HOME).with_answers(answers), Ask()).devices
    assert (found.name, found.mark) == (disk, mark_of("NA9G5MN0"))
    assert "NA9G5MN0" not in repr(found)


@pytest.mark.parametrize(
    ("answer", "expected"), [("not_found", ()), ("no_right", UnknownCode.NO_RIGHT)]
)
def test_without_any_usb_there_is_no_fast_disk(machine, answer, expected):
    absent = {f"registry_keys(HKLM, {ENUM})": {"unknown": "not_found"}}
    answers = {**absent, f"registry_keys(HKLM, {USB})": {"unknown": answer}}
    assert code(read_usb(machine(HOME).with_answers(answers), Ask()).devices) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, 20 * 2**20),
        ({LOGS: {"MaxSize": 1052672}}, 1052672),
        ({POLICY: {"MaxSize": 196608}}, 20 * 2**20),
        ({POLICY: {"MaxSize": 1024}}, 2**20),
        ({LOGS: {"MaxSize": "x"}}, UnknownCode.MALFORMED),
        ({LOGS: {"unknown": "no_right"}}, UnknownCode.NO_RIGHT),
    ],
)
def test_room_of_logs(machine, answers, expected):
    facts = read_records(machine(HOME).with_answers(answers), Ask())
    assert code(facts.smallest) == expected


@pytest.mark.parametrize(
    ("answer", "running"),
    [
        ({"name": "EventLog", "running": True, "enabled": True, "start": "automatic"}, True),
        ({"name": "EventLog", "running": False, "enabled": False, "start": "disabled"}, False),
        ({"unknown": "not_installed"}, False),
        ({"unknown": "no_right"}, UnknownCode.NO_RIGHT),
    ],
)
def test_the_service_that_writes_logs(machine, answer, running):
    answers = {"service(EventLog)": answer}
    assert code(read_records(machine(HOME).with_answers(answers), Ask()).running) == running


def test_services_that_are_gone_or_disabled(machine):
    off = {"running": False, "enabled": False, "start": "disabled"}
    answers = {
        "service(UsoSvc)": {"unknown": "not_installed"},
        "service(BFE)": {"name": "BFE", **off},
        "service(WinDefend)": {"name": "WinDefend", **off},
    }
    facts = read_parts(machine(HOME).with_answers(answers), Ask())
    assert facts.missing == ("UsoSvc",)
    assert facts.disabled == ("BFE",)


def test_a_service_manager_that_does_not_answer_is_no_answer(machine):
    answers = {"service(Schedule)": {"unknown": "timed_out"}}
    facts = read_parts(machine(HOME).with_answers(answers), Ask())
    assert code(facts.missing) is UnknownCode.TIMED_OUT
    assert code(facts.disabled) is UnknownCode.TIMED_OUT


def test_servers_have_no_security_centre(machine):
    answers = {"service(wscsvc)": {"unknown": "not_installed"}}
    assert read_parts(machine(SERVER).with_answers(answers), Ask()).missing == ()
    assert read_parts(machine(HOME).with_answers(answers), Ask()).missing == ("wscsvc",)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([{"Version": "10.0.19045"}], True),
        ({"unknown": "source_broken"}, False),
        ({"unknown": "not_found"}, False),
        ({"unknown": "timed_out"}, UnknownCode.TIMED_OUT),
    ],
)
def test_the_store_that_readers_ask(machine, answer, expected):
    facts = read_parts(machine(HOME).with_answers({WMI: answer}), Ask())
    assert code(facts.wmi_answers) == expected


def test_ways_of_activation(machine):
    rows = [
        {
            "Name": "Office 16, Office16ProPlusVL_KMS_Client edition",
            "Description": "Office 16, VOLUME_KMSCLIENT channel",
            "LicenseStatus": 1,
            "KeyManagementServiceMachine": "127.0.0.2",
            "DiscoveredKeyManagementServiceMachineName": "kms.xa.local",
        },
        {
            "Name": "Windows(R), Core edition",
            "Description": "Windows(R) Operating System, OEM_DM channel",
            "LicenseStatus": 5,
            "KeyManagementServiceMachine": None,
            "DiscoveredKeyManagementServiceMachineName": "",
        },
        {"Name": None, "Description": 4, "LicenseStatus": "x"},
    ]
    facts = read_activation(machine(HOME).with_answers({LICENCES: rows}), Ask())
    office, windows, odd = facts.products
    assert (office.volume, office.server, office.state) == (True, "127.0.0.2", 1)
    assert (windows.volume, windows.server, windows.state) == (False, "", 5)
    assert code(odd.volume) is UnknownCode.MALFORMED
    assert code(odd.state) is UnknownCode.MALFORMED
