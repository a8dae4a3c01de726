"""Kills a writer on a stick, time after time, and looks what is stored.

    killing.py DEVICE TIMES

For each time a line of JSON: `told`, the last entry acknowledged, `entries` and `wrong`.
"""

import json
import random
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.fat.inside.duty import Found, look
from tests.fat.inside.first import STICK, mount_stick, unmount


def kill(home: Path) -> tuple[int, Found]:
    """Kill a writer at any moment after its first entry."""
    command = [sys.executable, "-m", "tests.fat.inside.writing", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline())]
        time.sleep(random.uniform(0, 0.1))  # noqa: S311 - any moment will do
        writer.kill()
        told += [int(line) for line in writer.stdout if line.endswith("\n")]
    return told[-1], look(home)


if __name__ == "__main__":
    mount_stick(sys.argv[1], STICK)
    for _ in range(int(sys.argv[2])):
        last, found = kill(Path(STICK, "home"))
        print(json.dumps(asdict(found) | {"told": last}), flush=True)
    unmount(STICK)
