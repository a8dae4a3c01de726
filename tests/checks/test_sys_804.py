"""SYS-804: the health of disks, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.hardware.facts import Disk, HardwareFacts, Health

OTHERS = ("drive", "drive_size", "drive_free", "memory", "model", "firmware_on", "virtual")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("health", "key"),
    [
        ((Health.GOOD, Health.GOOD), "pass.good"),
        ((Health.GOOD, Health.QUIET), "pass.quiet"),
        ((Health.QUIET, UNREAD), "unknown.no_right"),
        ((Health.GOOD, Health.WARNING), "warn.warning"),
        ((Health.WARNING, Health.FAILING), "fail.failing"),
        ((UNREAD, Health.FAILING), "fail.failing"),
        ((UNREAD, Health.GOOD), "unknown.no_right"),
        ((UNREAD, Health.WARNING), "unknown.no_right"),
    ],
)
def test_disks(judge, windows, health, key):
    hardware = next(each for each in windows.all() if isinstance(each, HardwareFacts))
    disks = tuple(Disk(name=f"disk {n}", health=each) for n, each in enumerate(health))
    assert judge("SYS-804", windows, replace(hardware, disks=disks)).message.key == key
