"""Looks what power cuts left of a file that was being replaced.

    comparing.py TIMES FILE …      each below the shared folder

For each a line: by which time the file was written that is there, 0 for none, -1 if by no time.
"""

import sys
from pathlib import Path

from tests.fat.inside.first import SHARED, STICK, attached, mount_stick, unmount
from tests.fat.inside.replacing import NAME, content


def compare(stick: Path, times: int) -> int:
    """Return by which time the file on a stick was written."""
    path = stick / NAME
    if not path.exists():
        return 0
    body = path.read_bytes()
    return next((each for each in range(1, times + 1) if content(each) == body), -1)


if __name__ == "__main__":
    count, *names = sys.argv[1:]
    for name in names:
        with attached(Path(SHARED, name)) as device:
            mount_stick(device, STICK)
            print(compare(Path(STICK), int(count)), flush=True)
            unmount(STICK)
