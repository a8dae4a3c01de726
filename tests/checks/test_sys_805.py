"""SYS-805: memory, and what must be said about it."""

from dataclasses import replace

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.hardware.facts import HardwareFacts

OTHERS = ("drive", "drive_size", "drive_free", "disks", "health", "model", "firmware_on", "virtual")
SPARED = {os: dict.fromkeys(OTHERS, "not asked") for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("megabytes", "key"),
    [(16_000, "pass.enough"), (3600, "pass.enough"), (3599, "warn.little"), (1799, "fail.little")],
)
def test_memory(judge, linux, megabytes, key):
    hardware = next(each for each in linux.all() if isinstance(each, HardwareFacts))
    changed = replace(hardware, memory=megabytes * 2**20)
    assert judge("SYS-805", linux, changed).message.key == key


@pytest.mark.parametrize("code", [UnknownCode.SOURCE_BROKEN, UnknownCode.MALFORMED])
def test_unread_memory(judge, linux, code):
    hardware = next(each for each in linux.all() if isinstance(each, HardwareFacts))
    changed = replace(hardware, memory=Unknown(code, ""))
    assert judge("SYS-805", linux, changed).reason is code
