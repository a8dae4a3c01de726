"""Writes entries on sticks whose writes are recorded; each is marked once it is acknowledged.

    recording.py ENTRIES DISK RECORD SYNCHRONOUS [DISK RECORD SYNCHRONOUS …]

SYNCHRONOUS is a value of SQLite's setting, or a hyphen for what the program sets by itself.
"""

import sys
from pathlib import Path

from tests.fat.inside.duty import entry, opened
from tests.fat.inside.first import mount_stick
from tests.fat.inside.recorded import Recorded


def record(entries: int, disk: str, kept: str, synchronous: str) -> None:
    """Write entries onto a disk."""
    recorded = Recorded(disk, kept)
    stick = Path("/mnt", Path(disk).name)
    mount_stick(recorded.device, str(stick))
    with opened(stick / "home", synchronous.strip("-")) as book:
        for number in range(entries):
            recorded.mark(str(book.add(entry(number)).seq))


if __name__ == "__main__":
    count, *sticks = sys.argv[1:]
    while sticks:
        record(int(count), *sticks[:3])
        del sticks[:3]
