"""A book on a stick: exFAT, mounted by its driver in user space; no kernel module is needed.

The driver writes through to the device, so that what is tried here is a killed writer; power cuts
with the settings for sticks are tried on ext4 (`test_power_cuts`).
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.house import House
from core.model.errors import KnownError
from core.model.new_entry import NewEntry
from core.store import database
from core.store.place import Medium, place_of
from core.store.store import Store
from tests.store.test_power_cuts import ROOT, WRITER, _whole

SIZE = 64 * 1024 * 1024
KILLED = 50

pytestmark = pytest.mark.system("exfat")


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """Give a mounted exFAT file system; when it is taken away its structure has to be sound."""
    image, mounted = tmp_path / "stick", tmp_path / "mounted"
    with image.open("wb") as stream:
        stream.truncate(SIZE)
    mounted.mkdir()
    _run("mkfs.exfat", str(image))
    device = _run("losetup", "-f", "--show", str(image)).strip()
    try:
        _run("mount.exfat-fuse", device, str(mounted), "-o", "rw")
        try:
            yield mounted
        finally:
            _unmount(mounted)
        _run("fsck.exfat", "-n", device)
    finally:
        _run("losetup", "-d", device)


def _run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return done.stdout


def _unmount(mounted: Path) -> None:
    for _ in range(50):
        if subprocess.run(["umount", str(mounted)], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    _run("umount", "-l", str(mounted))


def test_a_book_on_a_stick_is_written_read_backed_up_and_put_back(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_PATIENCE", 0.1)
    assert place_of(stick).medium is Medium.REMOVABLE
    house = House.open(stick / "home", "vi")
    for number in range(30):
        house.duty.add_entry(NewEntry(text=f"Mục số {number} trên USB"))
    with pytest.raises(KnownError, match="store_in_use"):
        House.open(stick / "home", "vi").duty.count()

    assert house.duty.verify().whole
    assert house.duty.search("muc so 29")
    card = house.backups.make()
    assert (card.whole, card.entries) == (True, 31)
    house.backups.restore(card.file, "Thử trên USB")
    assert house.duty.count() == 32
    assert house.duty.verify().whole
    house.close()
    names = {each.name for each in (stick / "home").iterdir()}
    assert not any(name.endswith(("-wal", "-shm")) for name in names), "one file to be copied"


@pytest.mark.timeout(600)
def test_a_killed_program_on_a_stick_loses_nothing_acknowledged(
    stick: Path, pytestconfig: pytest.Config
) -> None:
    home, stored = stick / "home", 0
    for _ in range(KILLED if pytestconfig.getoption("--full-counts") else 3):
        command = [sys.executable, "-c", WRITER, str(home), Medium.REMOVABLE, ""]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = [int(writer.stdout.readline())]
            time.sleep(random.uniform(0, 0.2))  # noqa: S311 - any moment will do
            writer.kill()
            told += [int(line) for line in writer.stdout if line.endswith("\n")]
        with Store.open(home) as opened:
            assert opened.file.exists()
        count, is_whole = _whole(home, Medium.REMOVABLE)

        assert is_whole
        assert stored < told[0] <= stored + 3
        assert told[-1] <= count <= told[-1] + 1
        stored = count
