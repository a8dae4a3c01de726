"""Sticks as files: FAT32 in clusters of 32 KB, as sticks are formatted."""

import subprocess
from pathlib import Path

SIZE = 4096
"""Megabytes; the fewest that FAT32 may have with such clusters are about half of that."""


def make_disk(path: Path, size: int = SIZE) -> Path:
    """Make an empty disk of some megabytes, which takes no room until it is written."""
    with path.open("wb") as stream:
        stream.truncate(size * 1024 * 1024)
    return path


def make_stick(path: Path, size: int = SIZE, cluster: int = 64) -> Path:
    """Make a stick; each is like the others to the bit. A cluster is given in sectors."""
    make_disk(path, size)
    words = ("-F", "32", "-s", str(cluster), "-n", "TRUCAN", "--invariant")
    _run("mkfs.vfat", *words, str(path))
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
