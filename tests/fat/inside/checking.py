"""Runs tests with their folders on a stick of FAT32, and writes a report in the form of JUnit.

    checking.py STICK SMALL REPORT TEST …

REPORT is the name of a file in the shared folder. SMALL is another stick, soon full: /mnt/small.
"""

import subprocess
import sys
from pathlib import Path

from tests.fat.inside.first import SHARED, STICK, mount_stick, unmount

SMALL = "/mnt/small"


def check(report: str, tests: list[str]) -> int:
    """Return how pytest ended."""
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
        "-p", "tests.fat.inside.account", "-o", "python_files=test_*.py check_*.py",
        "-o", "junit_family=xunit1", f"--junitxml={Path(SHARED, report)}",
        f"--basetemp={Path(STICK, 'tests')}", *tests,
    ]  # fmt: skip
    return subprocess.run(command, stdout=sys.stderr).returncode


if __name__ == "__main__":
    places = {STICK: sys.argv[1], SMALL: sys.argv[2]}
    for place, device in places.items():
        mount_stick(device, place)
    status = check(sys.argv[3], sys.argv[4:])
    for place in places:
        unmount(place)
    sys.exit(status if status != 1 else 0)
