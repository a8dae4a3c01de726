"""Sticks as files: FAT32 in clusters of 32 KB, as sticks are formatted."""

import subprocess
from pathlib import Path

SIZE = 4 * 1024**3
"""Bytes; the fewest that FAT32 may have with such clusters are about half of that."""


def make_disk(path: Path, size: int = SIZE) -> Path:
    """Make an empty disk, which takes no room until it is written."""
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def make_stick(path: Path) -> Path:
    """Make a stick; each is like the others to the bit."""
    make_disk(path)
    format_with = ["mkfs.vfat", "-F", "32", "-s", "64", "-n", "TRUCAN", "--invariant"]
    _run(*format_with, str(path))
    return path


def copy_stick(old: Path, new: Path) -> Path:
    """Copy a stick with its empty stretches."""
    _run("cp", "--sparse=always", str(old), str(new))
    return new


def examine(stick: Path) -> None:
    """Refuse a stick whose structure is not sound."""
    _run("fsck.vfat", "-n", str(stick))


def _run(*command: str) -> None:
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
