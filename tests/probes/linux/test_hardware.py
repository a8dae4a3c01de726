"""Room, disks, memory and firmware, as /sys and /proc and smartctl tell them."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.hardware.facts import Health
from core.probes.hardware.linux import read

SMART = "/usr/sbin/smartctl -jH /dev/sda"


@pytest.fixture
def machine(system, said):
    system.write("/sys/block/sda/device/state", "running\n")
    system.write("/sys/block/loop0/x", "")
    system.write("/sys/block/sr0/device/state", "running\n")
    system.write("/sys/fs/ext4/sda1/errors_count", "0\n")
    system.write("/sys/class/dmi/id/sys_vendor", "Dell Inc.\n")
    system.write("/sys/class/dmi/id/product_name", "OptiPlex 3080\n")
    system.write("/sys/class/dmi/id/bios_date", "05/07/2024\n")
    system.write("/proc/meminfo", "MemTotal:        8048036 kB\nMemFree: 1 kB\n")
    system.tools[SMART] = said('{"smart_status": {"passed": true}}')
    return system


def code(value):
    return value.code if isinstance(value, Unknown) else value


def health(machine):
    (disk,) = read(machine, Ask()).disks
    assert disk.name == "sda"
    return code(disk.health)


def test_a_machine_in_order(machine):
    facts = read(machine, Ask())
    assert health(machine) is Health.GOOD
    assert facts.memory == 8048036 * 1024
    assert facts.model == "Dell Inc. OptiPlex 3080"
    assert facts.firmware_on == "2024-05-07"
    assert facts.virtual is False
    assert facts.drive_size >= facts.drive_free > 0


def test_the_kernel_and_the_file_system_speak_before_the_disk(machine):
    machine.write("/sys/fs/ext4/sda1/errors_count", "3\n")
    assert health(machine) is Health.WARNING
    machine.write("/sys/block/sda/device/state", "offline\n")
    assert health(machine) is Health.FAILING


@pytest.mark.parametrize(
    ("out", "exit", "expected"),
    [
        ('{"smart_status": {"passed": false}}', 8, Health.FAILING),
        ('{"smartctl": {"exit_status": 2}}', 2, Health.QUIET),
        ("", 0, Health.QUIET),
        ('{"smart_status": {"passed": "yes"}}', 0, Health.QUIET),
        ("[]", 0, Health.QUIET),
    ],
)
def test_what_smart_says(machine, said, out, exit, expected):
    machine.tools[SMART] = said(out, exit=exit)
    assert health(machine) == expected


def test_without_smartctl_the_systems_counts_stand_in_where_there_are_any(machine):
    machine.tools.clear()
    assert health(machine) is Health.QUIET
    (machine.root / "sys/fs/ext4/sda1/errors_count").write_text("?")
    assert health(machine) is UnknownCode.NOT_INSTALLED


@pytest.mark.parametrize(
    ("path", "content", "field", "expected"),
    [
        ("/sys/class/dmi/id/bios_date", "2024-05-07", "firmware_on", UnknownCode.MALFORMED),
        ("/sys/class/dmi/id/bios_date", "13/45/2024", "firmware_on", UnknownCode.MALFORMED),
        ("/proc/meminfo", "", "memory", UnknownCode.MALFORMED),
        ("/sys/class/dmi/id/product_name", "VMware Virtual Platform", "virtual", True),
        ("/sys/class/dmi/id/sys_vendor", "QEMU", "virtual", True),
    ],
)
def test_odd_answers(machine, path, content, field, expected):
    machine.write(path, content)
    assert code(getattr(read(machine, Ask()), field)) == expected


def test_a_machine_that_tells_nothing(system):
    facts = read(system, Ask())
    for field in ("disks", "memory", "model", "firmware_on", "virtual"):
        assert isinstance(getattr(facts, field), Unknown), field
