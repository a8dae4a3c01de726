"""Writes results, and replaces the list of them, in a new folder on sticks that are recorded.

    replacing.py TIMES DISK RECORD HOW [DISK RECORD HOW …]

HOW is `whole`, as the program does it, or `renamed`: written, flushed and renamed.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from core.whole_file import write_whole
from tests.fat.inside.first import mount_stick
from tests.fat.inside.recorded import Recorded

FOLDER = "Rà soát Tết"
NAME = "Danh sách rà soát.json"

_LENGTHS = (4_000, 30, 10_000)


def content(number: int) -> bytes:
    """Return what is written the first time, the second, …: longer and shorter than before."""
    return f"lần {number}\n".encode() * _LENGTHS[number % len(_LENGTHS)]


def result(number: int) -> str:
    """Return the name of a result."""
    return f"KQ_TS-{number:02}_20270119.trucan"


def _write_and_rename(path: Path, body: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


_WRITERS: dict[str, Callable[[Path, bytes], None]] = {
    "whole": write_whole,
    "renamed": _write_and_rename,
}


def replace(times: int, disk: str, kept: str, how: str) -> None:
    """Write results and the list on a disk, and mark each time that both are written."""
    recorded = Recorded(disk, kept)
    folder = Path("/mnt", Path(disk).name, FOLDER)
    mount_stick(recorded.device, str(folder.parent))
    folder.mkdir()
    for number in range(1, times + 1):
        _WRITERS[how](folder / result(number), content(0))
        _WRITERS[how](folder / NAME, content(number))
        recorded.mark(str(number))


if __name__ == "__main__":
    count, *sticks = sys.argv[1:]
    while sticks:
        replace(int(count), *sticks[:3])
        del sticks[:3]
