"""Components of the system that some tests need, by the name in `@pytest.mark.system(name)`."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from ordinary import is_root, same_python


def _as_root(*tools: str) -> bool:
    return is_root() and all(shutil.which(tool) for tool in tools)


def _apart(kind: str, *tools: str) -> bool:
    """Say whether a namespace of a kind can be made; a changed root may have no mounts of its own.

    `kind` is an option of unshare.
    """
    if not _as_root("unshare", *tools):
        return False
    tried = subprocess.run(["unshare", kind, "true"], capture_output=True, timeout=20)
    return tried.returncode == 0


def _loop() -> bool:
    return _as_root("losetup", "mkfs.ext4", "mount") and Path("/dev/loop-control").exists()


def _exfat() -> bool:
    """Say whether exFAT can be mounted by its driver in user space."""
    tools = ("losetup", "mount.exfat-fuse", "mkfs.exfat", "fsck.exfat", "umount")
    devices = (Path("/dev/fuse"), Path("/dev/loop-control"))
    return _as_root(*tools) and all(each.exists() for each in devices)


UML = Path("/usr/bin/linux.uml")
"""User-mode Linux, a kernel that runs as an ordinary process; tests/fat/guest.py starts it."""


def _uml() -> bool:
    """Say whether it starts here: it needs to trace its processes, which a container may forbid."""
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    if not UML.exists() or not all(
        shutil.which(each, path=path) for each in ("mkfs.vfat", "losetup")
    ):
        return False
    with tempfile.TemporaryDirectory() as folder:
        words = (
            "mem=64M",
            "root=/dev/root",
            "rootfstype=hostfs",
            "ro",
            "init=/bin/true",
            "con=null",
        )
        try:
            tried = subprocess.run(
                [UML, f"uml_dir={folder}/", *words, "con0=null,fd:2"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env={"PATH": path, "TMPDIR": folder},
                timeout=30,
            )
        except subprocess.TimeoutExpired:
            return False
    return b"as init process" in tried.stderr


def _root_disk() -> bool:
    """Say whether `/` lies on a disk of its own, which it does not in a container."""
    if sys.platform == "win32":
        return False
    number = Path("/").stat().st_dev
    return Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").exists()


def _is_root_or_person() -> bool:
    """Say whether this account may have a crontab that counts; accounts of the system may not."""
    return is_root() or not hasattr(os, "getuid") or 1000 <= os.getuid() < 60_000


PKCS11_SPY = Path("/usr/lib/x86_64-linux-gnu/pkcs11-spy.so")
"""The library of OpenSC that writes down what a driver is asked."""


def _go() -> bool:
    sumdb = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
    return shutil.which("go") is not None and sumdb.is_dir()


def _apt() -> bool:
    return Path("/usr/bin/apt-get").exists()


def _libreoffice() -> bool:
    """Say whether LibreOffice is here with a font as wide as the one documents are set in."""
    fonts = Path("/usr/share/fonts").rglob("*.ttf")
    fits = any(each.name.startswith(("Tinos-", "LiberationSerif-")) for each in fonts)
    return fits and shutil.which("soffice") is not None


def _wine() -> bool:
    """Say whether this Windows is Wine's."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def postgres_tools() -> Path | None:
    """Return the folder of PostgreSQL's server programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


VALIDATORS = Path(__file__).resolve().parent.parent / ".validators"
"""An environment of its own for validators that are not ours; `.ci/run` makes it."""


def validators_python() -> Path:
    """Return the interpreter of that environment, which need not be there."""
    return VALIDATORS / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


COMPONENTS: Mapping[str, Callable[[], bool]] = {
    "root": _as_root,
    "ordinary": same_python,
    "accounts": lambda: _as_root("useradd", "chage", "passwd"),
    "nft": lambda: _apart("--net", "nft"),
    "netns": lambda: _apart("--net", "nft", "ip"),
    "iptables": lambda: _apart("--net", "iptables", "iptables-legacy", "nft"),
    "unshare": lambda: _apart("--net"),
    "mount": lambda: _apart("--mount", "mount", "umount"),
    "loop": _loop,
    "disk": _root_disk,
    "machine-id": lambda: sys.platform == "win32" or Path("/etc/machine-id").is_file(),
    "own-crontab": _is_root_or_person,
    "dpkg": lambda: shutil.which("dpkg-deb") is not None,
    "dconf": lambda: shutil.which("dconf") is not None,
    "exfat": _exfat,
    "uml": _uml,
    "go": _go,
    "apt": _apt,
    "signed-apt": lambda: _apt() and shutil.which("gpg") is not None,
    "sshd": lambda: _apart("--mount", "/usr/sbin/sshd", "ssh-keygen", "mount"),
    "testparm": lambda: shutil.which("testparm") is not None,
    "sudo": lambda: _apart("--mount", "sudo", "mount"),
    "archivers": lambda: all(shutil.which(tool) for tool in ("7z", "zstd")),
    "borg": lambda: shutil.which("borg") is not None,
    "restic": lambda: shutil.which("restic") is not None,
    "xvfb": lambda: shutil.which("Xvfb") is not None,
    "systemd": lambda: shutil.which("systemd-analyze") is not None,
    "wine": _wine,
    "postgres": lambda: is_root() and postgres_tools() is not None,
    "validators": lambda: validators_python().exists(),
    "softhsm": lambda: all(shutil.which(tool) for tool in ("softhsm2-util", "pkcs11-tool")),
    "pkcs11-spy": lambda: PKCS11_SPY.exists(),
    "poppler": lambda: shutil.which("pdfsig") is not None,
    "libreoffice": _libreoffice,
    "libreoffice-calc": lambda: Path("/usr/lib/libreoffice/program/libsclo.so").exists(),
}
"""Each says whether it is here. A test that names another component is a mistake."""
