"""Puts a backup in the place of a book, on a stick whose writes are recorded.

    restoring.py ENTRIES DISK RECORD

The marks are what the book has to hold by then.
"""

import sys
from pathlib import Path

from core.house import House
from tests.fat.inside.duty import entry
from tests.fat.inside.first import STICK, mount_stick
from tests.fat.inside.recorded import Recorded


def restore(entries: int, disk: str, kept: str) -> None:
    """Write entries, make a backup of them, and put it back."""
    recorded = Recorded(disk, kept)
    mount_stick(recorded.device, STICK)
    house = House.open(Path(STICK, "home"), "vi")
    for number in range(entries):
        house.duty.add_entry(entry(number))
        recorded.mark(str(house.duty.count()))
    card = house.backups.make()
    house.backups.restore(card.file, "Thử trên USB")
    recorded.mark(str(house.duty.count()))


if __name__ == "__main__":
    restore(int(sys.argv[1]), *sys.argv[2:])
