"""The one test command: `python -m tests`. Sees that Qt can load, then runs pytest.

Arguments are handed to pytest. With `--require-system` a missing component of the system is a
failure; without it the tests that need one are deselected by name and counted.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
}
"""What Qt's offscreen platform loads, and the Debian package that holds it."""


def missing_packages() -> list[str]:
    """Return the packages whose library cannot be loaded."""
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def provide_qt() -> None:
    """Install Qt's libraries as root on Debian; otherwise name them and stop."""
    missing = missing_packages()
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        sys.exit(f"Qt needs these packages before the tests can run: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "-qq", "--no-install-recommends", *missing]
    for command in ([apt, "update", "-qq"], install):
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Run the tests from the root of the project."""
    if sys.platform == "linux":
        provide_qt()
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return int(pytest.main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
