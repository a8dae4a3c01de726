"""Room, disks, memory and firmware, as Windows tells them."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.hardware.facts import Health
from core.probes.hardware.windows import read

HOME = "windows-10-home-vi"
DISKS = "wmi(root\\Microsoft\\Windows\\Storage, MSFT_PhysicalDisk)"
MEMORY = "wmi(root\\cimv2, Win32_ComputerSystem)"
BIOS = "registry_values(HKLM, HARDWARE\\DESCRIPTION\\System\\BIOS)"


def code(value):
    return value.code if isinstance(value, Unknown) else value


def test_a_machine_in_order(machine):
    facts = read(machine(HOME), Ask())
    assert [each.health for each in facts.disks] == [Health.GOOD]
    assert facts.memory > 4 * 10**9
    assert facts.virtual is False
    assert facts.drive == "C:"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0, Health.GOOD),
        (1, Health.WARNING),
        (2, Health.FAILING),
        (5, UnknownCode.NOT_SUPPORTED),
        (None, UnknownCode.MALFORMED),
        ("Healthy", UnknownCode.MALFORMED),
    ],
)
def test_health(machine, status, expected):
    answers = {DISKS: [{"FriendlyName": "", "HealthStatus": status}]}
    (disk,) = read(machine(HOME).with_answers(answers), Ask()).disks
    assert (disk.name, code(disk.health)) == ("disk 0", expected)


def test_no_disk_at_all_is_no_answer(machine):
    facts = read(machine(HOME).with_answers({DISKS: []}), Ask())
    assert code(facts.disks) is UnknownCode.NOT_FOUND


@pytest.mark.parametrize(
    ("answers", "field", "expected"),
    [
        ({MEMORY: [{"TotalPhysicalMemory": "8459255808"}]}, "memory", 8459255808),
        ({MEMORY: [{}]}, "memory", UnknownCode.MALFORMED),
        ({MEMORY: {"unknown": "source_broken"}}, "memory", UnknownCode.SOURCE_BROKEN),
        ({BIOS: {"BIOSReleaseDate": "12/31/2014"}}, "firmware_on", "2014-12-31"),
        ({BIOS: {"BIOSReleaseDate": 7}}, "firmware_on", UnknownCode.MALFORMED),
        ({BIOS: {}}, "model", UnknownCode.NOT_FOUND),
        (
            {BIOS: {"SystemManufacturer": "innotek GmbH", "SystemProductName": "VirtualBox"}},
            "virtual",
            True,
        ),
        ({"space(C:\\)": {"unknown": "unreadable"}}, "drive_free", UnknownCode.UNREADABLE),
    ],
)
def test_odd_answers(machine, answers, field, expected):
    facts = read(machine(HOME).with_answers(answers), Ask())
    assert code(getattr(facts, field)) == expected
