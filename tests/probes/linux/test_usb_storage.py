"""What the kernel says of sticks, and what is made of it."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.usb_marks import mark_of
from core.probes.usb_storage.linux import devices_in, read

JOURNAL = "/usr/bin/journalctl"
LINES = """usb 1-2: New USB device found, idVendor=0951, idProduct=1666, bcdDevice= 1.10
usb 1-2: Product: DataTraveler 3.0
usb 1-2: SerialNumber: 60A44C3FB2B3
usb-storage 1-2:1.0: USB Mass Storage device detected
usb 1-2: New USB device found, idVendor=046d, idProduct=c31c, bcdDevice=64.00
usb 1-2: Product: USB Keyboard
usb 1-3: New USB device found, idVendor=0781, idProduct=5567, bcdDevice= 1.00
usb-storage 1-3:1.0: USB Mass Storage device detected
usb 1-2: New USB device found, idVendor=0951, idProduct=1666, bcdDevice= 1.10
usb 1-2: Product: DataTraveler 3.0
usb 1-2: SerialNumber: 60a44c3fb2b3
usb-storage 1-2:1.0: USB Mass Storage device detected
"""


def test_only_storage_counts_each_stick_once_and_no_serial_number_is_kept():
    found = devices_in(LINES)
    assert [each.name for each in found] == ["DataTraveler 3.0", "USB"]
    assert found[0].mark == mark_of("60A44C3FB2B3")
    assert "60A44C3FB2B3" not in repr(found).upper()


@pytest.mark.parametrize(
    ("out", "err", "rights", "expected"),
    [
        (LINES, "", "user", 2),
        ("", "", "elevated", 0),
        ("", "", "administrator", 0),
        ("", "", "silent", UnknownCode.NOT_FOUND),
        ("", "", "user", UnknownCode.NO_RIGHT),
        ("", "Failed to open journal", "elevated", UnknownCode.SOURCE_BROKEN),
    ],
)
def test_the_journal(system, said, out, err, rights, expected):
    kernel = "" if rights == "silent" else "Linux version 6.1\n"
    system.standing = rights
    system.tools[f"{JOURNAL} --no-pager -q -o cat -t kernel -n 1"] = said(kernel)
    system.tools[JOURNAL] = said(out, err, exit=0 if out else 1)
    found = read(system, Ask()).devices
    assert (found.code if isinstance(found, Unknown) else len(found)) == expected


def test_without_a_journal_the_kernels_log_speaks(system):
    found = read(system, Ask()).devices
    assert isinstance(found, Unknown)
    assert found.code is UnknownCode.NOT_INSTALLED
    prefix = "Nov 20 09:00:01 may kernel: [   12.3] "
    lines = "".join(f"{prefix}{each}\n" for each in LINES.splitlines())
    system.write("/var/log/kern.log", lines)
    facts = read(system, Ask())
    assert len(facts.devices) == 2
    assert facts.origin.degraded
