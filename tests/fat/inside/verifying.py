"""Looks at what power cuts left on sticks: mounts each, verifies its book, writes into it.

    verifying.py FILE …      below the shared folder

For each file a line of JSON: `entries`, `wrong` (empty when the book is sound), and `unsound`: what
was wrong before the file system was put in order, where that had to be done first. Windows offers
to do that when such a stick is put in.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tests.fat.inside.duty import Found, look
from tests.fat.inside.first import SHARED, STICK, attached, mount_stick, unmount


def _look(device: str) -> Found:
    mount_stick(device, STICK)
    try:
        return look(Path(STICK, "home"))
    finally:
        unmount(STICK)


def verify(file: Path) -> dict[str, object]:
    """Return what is found on one stick."""
    with attached(file) as device:
        found = _look(device)
        unsound = found.wrong
        if unsound:
            subprocess.run(["fsck.vfat", "-a", device], capture_output=True)
            found = _look(device)
    return asdict(found) | {"unsound": unsound}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(verify(Path(SHARED, name))), flush=True)
