"""The length of a file on FAT: less than four gigabytes."""

import json
from pathlib import Path

import pytest

from tests.fat.guest import run
from tests.fat.sticks import lengthen, make_stick

pytestmark = [pytest.mark.system("uml"), pytest.mark.timeout(300)]

LENGTH = 2**32 - 2**16
"""Bytes: room for a few pages more, and full clusters."""


def test_a_book_as_long_as_fat_allows_is_told_and_whole(tmp_path: Path) -> None:
    stick = make_stick(tmp_path / "stick", 8192)
    run(tmp_path, "limit", "make", "/dev/ubda", str(LENGTH), disks=[stick])
    lengthen(stick, b"TRUCAN  DB ", LENGTH)
    (line,) = run(tmp_path, "limit", "reach", "/dev/ubda", disks=[stick])
    found = json.loads(line)

    assert found["refused"] == "file_too_large"
    assert found["entries"] == found["last"] > 2
    assert found["whole"]
    assert found["length"] >= LENGTH
