"""Which physical disks hold a path on Linux, through partitions, LVM, LUKS and RAID."""

import os
import re
import sys
from dataclasses import dataclass

from core.model.unknown import Unknown, UnknownCode

assert sys.platform != "win32"  # noqa: S101 - tells type checkers that this is for Linux only

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "9p", "fuse.sshfs", "fuse.rclone"}
)
_MEMORY = frozenset({"tmpfs", "ramfs"})
_LOCAL_SERVERS = re.compile(r"^(//)?([^@/]*@)?(localhost|127\.|\[?::1)", re.IGNORECASE)
_DEEPEST = 16  # layers of devices under devices; a real stack has three or four


@dataclass(frozen=True, slots=True)
class Mount:
    """A line of mountinfo: device number, mount point, kind and source of the file system."""

    device: str
    point: str
    kind: str
    source: str
    options: str


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def mounts_in(text: str) -> tuple[Mount, ...]:
    """Read the lines of /proc/self/mountinfo; lines that make no sense are left out."""
    mounts = []
    for line in text.splitlines():
        left, dash, right = line.partition(" - ")
        before, after = left.split(" "), right.split(" ")
        if dash and len(before) >= 6 and len(after) >= 2:
            mounts.append(
                Mount(
                    device=before[2],
                    point=_unescape(before[4]),
                    kind=after[0],
                    source=_unescape(after[1]),
                    options=after[2] if len(after) > 2 else "",
                )
            )
    return tuple(mounts)


def mount_of(path: str, mounts: tuple[Mount, ...]) -> Mount | None:
    """Return the mount that a resolved path lies on: the longest, the last of equals."""
    found = None
    for mount in mounts:
        inside = path == mount.point or path.startswith(mount.point.rstrip("/") + "/")
        if inside and (found is None or len(mount.point) >= len(found.point)):
            found = mount
    return found


def _holding_image(device: str) -> set[str]:
    """Return the disks that hold the file behind a loop device, none where that cannot be told."""
    try:
        with open(os.path.join(device, "loop", "backing_file"), encoding="utf-8") as file:
            disks = disks_holding(file.read().removesuffix("\n"))
    except (OSError, ValueError):
        return set()
    return set() if isinstance(disks, Unknown) else set(disks)


def _under(device: str, depth: int = 0) -> set[str]:
    """Return the disks under a block device given by its folder in /sys."""
    if os.path.exists(os.path.join(device, "partition")):
        device = os.path.dirname(device)
    slaves = os.path.join(device, "slaves")
    names = os.listdir(slaves) if os.path.isdir(slaves) else []
    if not names or depth > _DEEPEST:
        return _holding_image(device) or {os.path.basename(device)}
    return set().union(
        *(_under(os.path.realpath(os.path.join(slaves, name)), depth + 1) for name in names)
    )


def _of_number(number: int) -> set[str]:
    place = f"/sys/dev/block/{os.major(number)}:{os.minor(number)}"
    return _under(os.path.realpath(place)) if os.path.exists(place) else set()


def _of_btrfs(source: str) -> set[str]:
    """Return the disks of all devices of the btrfs that a device belongs to."""
    name = os.path.basename(os.path.realpath(source))
    top = "/sys/fs/btrfs"
    for folder in os.listdir(top) if os.path.isdir(top) else []:
        devices = os.path.join(top, folder, "devices")
        if os.path.exists(os.path.join(devices, name)):
            return set().union(
                *(_under(os.path.realpath(f"{devices}/{each}")) for each in os.listdir(devices))
            )
    return set()


def _of_mount(mount: Mount) -> tuple[str, ...] | Unknown:
    told = f"{mount.kind} from {mount.source}"
    if mount.kind in _NETWORK:
        if _LOCAL_SERVERS.match(mount.source):
            return Unknown(UnknownCode.NOT_SUPPORTED, f"{told}, served by this machine itself")
        return (mount.source,)
    if mount.kind in _MEMORY:
        return ()
    if not mount.source.startswith("/dev/"):
        return Unknown(UnknownCode.NOT_SUPPORTED, told)
    disks = _of_btrfs(mount.source) if mount.kind == "btrfs" else set()
    disks = disks or _of_number(os.stat(mount.source).st_rdev)
    return tuple(sorted(disks)) or Unknown(UnknownCode.NOT_SUPPORTED, told)


def _pulls_out(disk: str) -> bool:
    """Say whether a disk hangs on USB or calls itself removable."""
    where = os.path.realpath(f"/sys/block/{disk}")
    if "/usb" in where:
        return True
    try:
        with open(f"{where}/removable", encoding="ascii") as file:
            return file.read().strip() == "1"
    except OSError:
        return False


def medium_of(path: str) -> str | Unknown:
    """Return fixed, removable, network or memory. Raise OSError when the path cannot be seen."""
    disks = _of_number(os.stat(path).st_dev)
    if not disks:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            mount = mount_of(os.path.realpath(path), mounts_in(file.read()))
        if mount is None:
            return Unknown(UnknownCode.NOT_FOUND, f"{path}: no mount in /proc/self/mountinfo")
        if mount.kind in _NETWORK:
            return "network"
        if mount.kind in _MEMORY:
            return "memory"
        found = _of_mount(mount)
        if isinstance(found, Unknown):
            return found
        disks = set(found)
    return "removable" if any(_pulls_out(each) for each in disks) else "fixed"


def pulled_out() -> tuple[str, ...]:
    """Return where media are mounted that can be pulled out. Raise OSError without /proc."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        mounts = mounts_in(file.read())
    points = {each.point for each in mounts if each.source.startswith("/dev/")}
    found = set()
    for point in points:
        try:
            if os.path.isdir(point) and medium_of(point) == "removable":
                found.add(point)
        except OSError:
            continue  # unmounted while we looked
    return tuple(sorted(found - {"/", "/boot", "/boot/efi", "/home"}))


def disks_holding(path: str) -> tuple[str, ...] | Unknown:
    """Name the disks that hold a path, such as `sda`; for a network share, its source.

    A loop device lies where the file behind it lies, and counts as a disk of its own where that
    cannot be told; what is kept in memory lies on none. Raise OSError when the path cannot be seen.
    """
    number = os.stat(path).st_dev
    disks = _of_number(number)
    if disks:
        return tuple(sorted(disks))
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        mount = mount_of(os.path.realpath(path), mounts_in(file.read()))
    if mount is None:
        return Unknown(UnknownCode.NOT_FOUND, f"{path}: no mount in /proc/self/mountinfo")
    return _of_mount(mount)
