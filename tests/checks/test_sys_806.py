"""SYS-806: the age of the firmware, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.hardware.facts import HardwareFacts

OTHERS = ("drive", "drive_size", "drive_free", "disks", "health", "memory", "model")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"firmware_on": "2024-05-01"}, "pass.recent"),
        ({"firmware_on": "2019-05-01"}, "warn.old"),
        ({"firmware_on": "2012-05-01"}, "fail.old"),
        ({"firmware_on": "2031-05-01"}, "unknown.malformed"),
        ({"firmware_on": Unknown(UnknownCode.MALFORMED, "")}, "unknown.malformed"),
        ({"firmware_on": "2012-05-01", "virtual": True}, "not_applicable.virtual"),
        ({"virtual": Unknown(UnknownCode.NOT_FOUND, "")}, "unknown.not_found"),
    ],
)
def test_firmware(judge, linux, changes, key):
    hardware = next(each for each in linux.all() if isinstance(each, HardwareFacts))
    assert judge("SYS-806", linux, replace(hardware, **changes)).message.key == key
