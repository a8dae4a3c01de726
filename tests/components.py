"""Components of the system that some tests need, by the name in `@pytest.mark.system(name)`."""

import ctypes
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ordinary import is_root, same_python


def _as_root(*tools: str) -> bool:
    return is_root() and all(shutil.which(tool) for tool in tools)


def _loop() -> bool:
    return _as_root("losetup", "mkfs.ext4", "mount") and Path("/dev/loop-control").exists()


def _apt() -> bool:
    return Path("/usr/bin/apt-get").exists()


def _wine() -> bool:
    """Say whether this Windows is Wine's."""
    return sys.platform == "win32" and hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


COMPONENTS: Mapping[str, Callable[[], bool]] = {
    "root": _as_root,
    "ordinary": same_python,
    "accounts": lambda: _as_root("useradd", "chage", "passwd"),
    "nft": lambda: _as_root("nft", "unshare"),
    "netns": lambda: _as_root("unshare", "nft", "ip"),
    "iptables": lambda: _as_root("iptables", "iptables-legacy", "nft", "unshare"),
    "unshare": lambda: _as_root("unshare"),
    "mount": lambda: _as_root("mount", "umount"),
    "loop": _loop,
    "apt": _apt,
    "sudo": lambda: _as_root("sudo", "unshare", "mount"),
    "archivers": lambda: all(shutil.which(tool) for tool in ("7z", "zstd")),
    "xvfb": lambda: shutil.which("Xvfb") is not None,
    "systemd": lambda: shutil.which("systemd-analyze") is not None,
    "wine": _wine,
    "libreoffice": lambda: shutil.which("soffice") is not None,
    "libreoffice-calc": lambda: Path("/usr/lib/libreoffice/program/libsclo.so").exists(),
}
"""Each says whether it is here. A test that names another component is a mistake."""
