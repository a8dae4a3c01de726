"""Writes entries on a stick, and tells of each, until somebody ends it.

writing.py DEVICE      a stick that is mounted, and looked at first
writing.py FOLDER      a home on a stick that is mounted already
"""

import itertools
import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.fat.inside.duty import entry, look, opened
from tests.fat.inside.first import STICK, mount_stick


def write(home: Path) -> None:
    """Write entry after entry."""
    with opened(home) as book:
        for number in itertools.count():
            print(book.add(entry(number)).seq, flush=True)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if place.is_block_device():
        mount_stick(str(place), STICK)
        place = Path(STICK, "home")
        print(json.dumps(asdict(look(place))), flush=True)
    write(place)
