"""Looks what power cuts left of a file that was being replaced.

    comparing.py TIMES FILE …      each below the shared folder

For each a line: with which time the list and every result up to it are there, 0 before the first
list, -1 for anything else.
"""

import sys
from pathlib import Path

from tests.fat.inside.first import SHARED, STICK, attached, mount_stick, unmount
from tests.fat.inside.replacing import FOLDER, NAME, content, result


def compare(folder: Path, times: int) -> int:
    """Return with which time the files of a folder were written."""
    if not (folder / NAME).exists():
        return 0
    body = (folder / NAME).read_bytes()
    found = next((each for each in range(1, times + 1) if content(each) == body), -1)
    results = [folder / result(number) for number in range(1, found + 1)]
    whole = all(each.exists() and each.read_bytes() == content(0) for each in results)
    return found if whole else -1


if __name__ == "__main__":
    count, *names = sys.argv[1:]
    for name in names:
        with attached(Path(SHARED, name)) as device:
            mount_stick(device, STICK)
            print(compare(Path(STICK, FOLDER), int(count)), flush=True)
            unmount(STICK)
