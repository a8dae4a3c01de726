"""Places: on what kind of medium a folder lies, because SQLite is not equally safe on each."""

import os
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Medium(StrEnum):
    """A kind of medium. Removable stands also for file systems that come through FUSE."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


class Place(NamedTuple):
    """A medium and the name people know it by: a drive letter or a mount point.

    A named tuple, because Python makes one ten times as fast as a dataclass, and every start does.
    """

    medium: Medium
    drive: str


_NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "coda", "glusterfs",
        "lustre", "ocfs2", "gfs2", "davfs", "vboxsf", "fuse.sshfs", "fuse.davfs", "fuse.rclone",
        "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.gvfsd-fuse",
    )
)  # fmt: skip
_REMOVABLE = frozenset(
    (
        "vfat", "msdos", "exfat", "ntfs", "ntfs3", "iso9660", "udf", "hfsplus", "fuseblk",
        "virtiofs",
    )
)  # fmt: skip
_OCTAL = r"\\([0-7]{3})"

_MOUNTS = Path("/proc/self/mountinfo")
_BLOCK_DEVICES = Path("/sys/dev/block")

_WINDOWS_REMOTE = 4
_WINDOWS_FIXED = (3, 6)


if sys.platform == "win32":

    def place_of(folder: Path) -> Place:
        """Ask GetDriveTypeW and GetVolumeInformationW about the volume under a folder.

        What cannot be found out counts as removable: its settings are safe everywhere.
        """
        import ctypes

        kernel = ctypes.windll.kernel32
        buffer = ctypes.create_unicode_buffer(1024)
        if not kernel.GetVolumePathNameW(str(folder.resolve()), buffer, len(buffer)):
            return Place(Medium.REMOVABLE, folder.drive)
        root = buffer.value
        drive = root.rstrip("\\")
        kind = kernel.GetDriveTypeW(root)
        if kind == _WINDOWS_REMOTE or root.startswith("\\\\"):
            return Place(Medium.NETWORK, drive)
        system = ctypes.create_unicode_buffer(64)
        kernel.GetVolumeInformationW(root, None, 0, None, None, None, system, len(system))
        fixed = kind in _WINDOWS_FIXED and system.value.upper() in ("NTFS", "REFS")
        return Place(Medium.FIXED if fixed else Medium.REMOVABLE, drive)

else:

    def place_of(folder: Path) -> Place:
        """Look a folder up in the list of mounts.

        What cannot be found out counts as removable: its settings are safe everywhere.
        """
        folder = folder.resolve()
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            mounts = ""
        return place_among(mounts, folder, _BLOCK_DEVICES) or _unlisted(folder)


def _unlisted(folder: Path) -> Place:
    """Find the place of a folder by its device: a root that was changed into is no mount point.

    A folder that is yet to be made will lie where the nearest one above it does.
    """
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        number = os.stat(there).st_dev
    except OSError:
        return Place(Medium.REMOVABLE, folder.anchor)
    major, minor = number >> 8 & 0xFFF, number & 0xFF | number >> 12 & 0xFFF00
    # Only a file system on a block device has a major number.
    fixed = bool(major) and not _pulls_out(_BLOCK_DEVICES / f"{major}:{minor}")
    return Place(Medium.FIXED if fixed else Medium.REMOVABLE, folder.anchor)


def place_among(mounts: str, folder: Path, devices: Path) -> Place | None:
    """Find the place of a folder in the text of /proc/self/mountinfo; None when it is not there.

    `devices` is where links named by device numbers lead into the tree of devices. A later mount
    over the same point hides an earlier one.
    """
    best: tuple[int, str, str, str] | None = None
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields, kinds = left.split(" "), right.split(" ")
        if len(fields) < 5:
            continue
        point = fields[4]
        if "\\" in point:
            point = re.sub(_OCTAL, lambda found: chr(int(found[1], 8)), point)
        below = point.rstrip("/") + "/"
        depth = below.count("/")
        if f"{folder}/".startswith(below) and (best is None or depth >= best[0]):
            best = (depth, point, kinds[0], fields[2])
    if best is None:
        return None
    _, point, kind, numbers = best
    return Place(_medium(kind, devices / numbers), point)


def _medium(kind: str, device: Path) -> Medium:
    if kind in _NETWORK:
        return Medium.NETWORK
    if kind in _REMOVABLE or kind.split(".")[0] == "fuse" or _pulls_out(device):
        return Medium.REMOVABLE
    return Medium.FIXED


def _pulls_out(device: Path) -> bool:
    where = os.path.realpath(device)
    if "/usb" in where:
        return True
    # A partition has no such file, the disk that it is part of does.
    for disk in (Path(where), Path(where).parent):
        try:
            return (disk / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False
