"""The first program of a guest: makes it habitable, runs what it was started for, switches it off.

    first.py PROJECT FOLDER

FOLDER, which may be written, becomes /mnt/shared. Its file `words` says which module of
tests.fat.inside to run, and with which words, one on a line.
"""

import ctypes
import os
import subprocess
import sys
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORDS = "words"
SHARED = "/mnt/shared"
TEMPORARY = "/mnt/temporary"
STICK = "/mnt/stick"

MODULES = (
    "fs/nls/nls_cp437",
    "fs/nls/nls_iso8859-1",
    "fs/fat/fat",
    "fs/fat/vfat",
    "drivers/block/loop",
    "drivers/md/dm-mod",
    "drivers/md/dm-log-writes",
)
"""What is not part of its kernel: FAT as sticks have it, disks made of files, recorded disks."""

_LIBC = ctypes.CDLL(None, use_errno=True)
_FINIT_MODULE = 313  # on x86-64
_POWER_OFF = 0x4321FEDC


def mount(source: str, target: str, kind: str, options: str = "") -> None:
    """Mount a file system; OSError."""
    words = (source.encode(), target.encode(), kind.encode())
    if _LIBC.mount(*words, 0, options.encode()):
        raise OSError(ctypes.get_errno(), f"mount {target}")


def mount_stick(device: str, target: str) -> None:
    """Mount a stick with the options that Linux desktops use."""
    Path(target).mkdir(exist_ok=True)
    mount(device, target, "vfat", "utf8=1,shortname=mixed")


def unmount(target: str) -> None:
    """Take a file system away; OSError while it is in use."""
    if _LIBC.umount2(target.encode(), 0):
        raise OSError(ctypes.get_errno(), f"umount {target}")


@contextmanager
def attached(file: Path) -> Iterator[str]:
    """Give a device that is made of a file."""
    device = _said("losetup", "--find", "--show", str(file))
    try:
        yield device
    finally:
        _said("losetup", "-d", device)


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _load(module: str) -> None:
    path = f"/usr/lib/uml/modules/{os.uname().release}/kernel/{module}.ko"
    handle = os.open(path, os.O_RDONLY)
    if _LIBC.syscall(_FINIT_MODULE, handle, b"", 0):
        raise OSError(ctypes.get_errno(), path)
    os.close(handle)


def _run(project: str, folder: str) -> None:
    mount("proc", "/proc", "proc")
    mount("sysfs", "/sys", "sysfs")
    mount("tmpfs", "/mnt", "tmpfs", "mode=755")
    for each in (SHARED, TEMPORARY):
        Path(each).mkdir()
    mount("none", SHARED, "hostfs", folder)
    program, *words = Path(SHARED, WORDS).read_text("utf-8").split("\n")
    for module in MODULES:
        _load(module)
    line = os.open("/dev/ttyS0", os.O_RDWR)
    tty.setraw(line)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.fat.inside.{program}", *words],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=line,
        env={
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": TEMPORARY,
            "TMPDIR": TEMPORARY,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
    )
    os.write(line, f"ended {done.returncode}\n".encode())


if __name__ == "__main__":
    try:
        _run(*sys.argv[1:3])
    finally:
        sys.stderr.flush()
        _LIBC.reboot(_POWER_OFF)
