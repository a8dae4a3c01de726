"""Power cuts: a disk that stops at any moment loses no entry that was acknowledged.

A loop device carries a file system of its own; the kernel is told to drop everything that did not
reach it (the shutdown ioctl of ext4), while a writer acknowledges entry after entry. Then it is
mounted anew. Writers that do not wait for the disk are the controls: they must lose entries.
It is a stop of the machine, not a disk that lies about what it has written.
"""

import fcntl
import os
import random
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.duty.book import DutyBook
from core.store.place import Medium
from core.store.store import Store

ROOT = Path(__file__).parents[2]
SHUTDOWN = 0x8004587D
NO_FLUSH = struct.pack("I", 2)
SIZE = 96 * 1024 * 1024

WRITER = """
import pathlib, sys
from core.duty.book import DutyBook
from core.model.new_entry import NewEntry
from core.secrets import Secrets
from core.store.place import Medium
from core.store.store import Store
home, medium, synchronous = pathlib.Path(sys.argv[1]), Medium(sys.argv[2]), sys.argv[3]
class Kept:
    kept = None
    def get_password(self, service, username): return self.kept
    def set_password(self, service, username, password): self.kept = password
with Store.open(home, medium=medium) as store:
    if synchronous:
        store._database.read(f"PRAGMA synchronous={synchronous}")
    book = DutyBook(store, device="PC", author="An", app_version="1", released="2026-01-01",
                    secrets=Secrets(home / "keys", keyring=Kept))
    while True:
        print(book.add(NewEntry(text="Mất điện, đã báo lãnh đạo trực")).seq, flush=True)
"""


class Disk:
    """A file system on a loop device that can lose its power."""

    def __init__(self, folder: Path) -> None:
        """Make the file system and mount it."""
        self.image, self.mounted = folder / "disk", folder / "mounted"
        with self.image.open("wb") as stream:
            stream.truncate(SIZE)
        self.mounted.mkdir()
        _run("mkfs.ext4", "-q", "-F", str(self.image))
        self.plug()

    def plug(self) -> None:
        """Mount it, which replays its journal."""
        _run("mount", "-o", "loop", str(self.image), str(self.mounted))

    def cut(self) -> None:
        """Drop everything that has not reached the device."""
        handle = os.open(self.mounted, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, NO_FLUSH)
        finally:
            os.close(handle)

    def unplug(self) -> None:
        """Take it away, once nobody uses it."""
        for _ in range(50):
            if subprocess.run(["umount", str(self.mounted)], capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        _run("umount", "-l", str(self.mounted))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Give a disk that is taken away at the end."""
    made = Disk(tmp_path)
    yield made
    if os.path.ismount(made.mounted):
        made.unplug()


def _write_until_cut(disk: Disk, medium: Medium, synchronous: str, least: int) -> tuple[int, int]:
    """Let a writer write and cut the power at any moment after `least` entries.

    Return the last entry told before the cut and the last told at all. What a kernel that is
    being shut down still reports as written does not count: with the power gone nobody hears it.
    """
    command = [sys.executable, "-c", WRITER, str(disk.mounted / "home"), medium, synchronous]
    told: list[int] = []
    before: list[int] = []

    def cut() -> None:
        before.append(told[-1])
        disk.cut()

    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told.append(int(line))
            if len(told) == least:
                wait = random.uniform(0, 0.05)  # noqa: S311 - any moment will do
                threading.Timer(wait, cut).start()
        writer.kill()
    return before[0], told[-1]


def _whole(home: Path, medium: Medium) -> tuple[int, bool]:
    """Return how many entries there are, and whether file, chain, tree and seals are sound."""
    with Store.open(home, medium=medium) as store:
        book = DutyBook(store, device="", author="", app_version="1", released="2026-01-01")
        verdict = book.verify()
        return verdict.count, verdict.whole and store.examine() == ()


@pytest.mark.system("loop")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("medium", [Medium.FIXED, Medium.REMOVABLE])
def test_a_power_cut_loses_nothing_acknowledged(
    disk: Disk, medium: Medium, pytestconfig: pytest.Config
) -> None:
    """Cut after cut on one book, with the settings of a fixed disk and of a stick."""
    cuts = 30 if pytestconfig.getoption("--full-counts") else 5
    for _ in range(cuts):
        least = random.randint(1, 30)  # noqa: S311 - any number will do
        before, told = _write_until_cut(disk, medium, "", least)
        disk.unplug()
        disk.plug()
        count, is_whole = _whole(disk.mounted / "home", medium)

        assert is_whole
        assert before <= count <= told + 1


@pytest.mark.system("loop")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("medium", [Medium.FIXED, Medium.REMOVABLE])
def test_the_controls_lose_entries(disk: Disk, medium: Medium) -> None:
    """A writer that does not wait for the disk loses what it told: so the cuts do cut."""
    for _ in range(5):
        before, _ = _write_until_cut(disk, medium, "OFF", 60)
        disk.unplug()
        disk.plug()
        file = disk.mounted / "home" / "trucan.db"
        try:
            count, is_whole = _whole(file.parent, medium)
        except Exception:
            return
        if count < before or not is_whole:
            return
    pytest.fail("nothing was lost")


KILLED = 200


@pytest.mark.timeout(900)
@pytest.mark.parametrize("medium", [Medium.FIXED, Medium.REMOVABLE])
def test_a_killed_program_loses_nothing_acknowledged(
    tmp_path: Path, medium: Medium, pytestconfig: pytest.Config
) -> None:
    """Killed at any moment between start and some entries, time after time, on one book."""
    kills = KILLED // 2 if pytestconfig.getoption("--full-counts") else 8
    stored = 0
    for _ in range(kills):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "home"), medium, ""]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = [int(writer.stdout.readline())]
            time.sleep(random.uniform(0, 0.2))  # noqa: S311 - any moment will do
            writer.kill()
            told += [int(line) for line in writer.stdout if line.endswith("\n")]
        count, is_whole = _whole(tmp_path / "home", medium)

        assert is_whole
        assert told == list(range(told[0], told[-1] + 1))
        assert stored < told[0] <= stored + 3
        assert told[-1] <= count <= told[-1] + 1
        stored = count
