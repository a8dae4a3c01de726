"""SYS-803: room on the drive of the system, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.hardware.facts import HardwareFacts

OTHERS = ("disks", "health", "memory", "model", "firmware_on", "virtual")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}
GIGA = 10**9
UNREAD = Unknown(UnknownCode.UNREADABLE, "")


@pytest.mark.parametrize(
    ("size", "free", "key"),
    [
        (500 * GIGA, 200 * GIGA, "pass.enough"),
        (500 * GIGA, 49 * GIGA, "warn.low"),
        (500 * GIGA, 24 * GIGA, "fail.full"),
        (2000 * GIGA, 210 * GIGA, "pass.enough"),
        (128 * GIGA, 13 * GIGA, "pass.enough"),
        (128 * GIGA, 9 * GIGA, "warn.low"),
        (32 * GIGA, 4 * GIGA, "pass.enough"),
        (32 * GIGA, 1 * GIGA, "fail.full"),
        (500 * GIGA, 0, "fail.full"),
        (0, 0, "unknown.malformed"),
        (10, 20, "unknown.malformed"),
        (500 * GIGA, -1, "unknown.malformed"),
        (UNREAD, 1, "unknown.unreadable"),
        (1, UNREAD, "unknown.unreadable"),
    ],
)
def test_room(judge, windows, size, free, key):
    hardware = next(each for each in windows.all() if isinstance(each, HardwareFacts))
    changed = replace(hardware, drive_size=size, drive_free=free)
    assert judge("SYS-803", windows, changed).message.key == key
