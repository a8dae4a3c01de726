"""Which physical disks hold a path on Windows."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering

_UNKNOWN_DRIVE, _NO_ROOT, _REMOVABLE, _FIXED, _REMOTE, _OPTICAL, _RAM = range(7)
_SHARE_ALL = 7
_OPEN_EXISTING = 3
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_VOLUME_EXTENTS = 0x00560000
_DEVICE_NUMBER = 0x002D1080
_QUERY_PROPERTY = 0x002D1400
_BUS_OFFSET = 28
_REMOVABLE_OFFSET = 10
_BUSES_OUTSIDE = frozenset({4, 7, 12, 13})
"""IEEE 1394, USB, SD card, MMC card."""
_BUS_OF_A_FILE = 15
_MOST_EXTENTS = 64


@contextmanager
def _opened(volume: str) -> Iterator[Any]:
    """Open a volume for questions only, which needs no right to its contents."""
    open_file = call(
        "kernel32",
        "CreateFileW",
        wintypes.HANDLE,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    )
    handle = open_file(volume, 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle in (None, 0, _INVALID_HANDLE):
        raise last_error(volume)
    try:
        yield handle
    finally:
        call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(handle)


def _ask(handle: Any, question: int, size: int, given: bytes = b"") -> bytes:
    answer, count = ctypes.create_string_buffer(size), wintypes.DWORD()
    ask = call(
        "kernel32",
        "DeviceIoControl",
        wintypes.BOOL,
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.c_char_p,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.c_void_p,
    )
    if not ask(handle, question, given, len(given), answer, size, ctypes.byref(count), None):
        raise last_error(f"DeviceIoControl 0x{question:X}")
    return answer.raw[: count.value]


def disk_numbers(extents: bytes) -> tuple[int, ...]:
    """Read VOLUME_DISK_EXTENTS: a count, then for each extent a disk, its start and its length."""
    (count,) = struct.unpack_from("<L", extents)
    return tuple(struct.unpack_from("<L", extents, 8 + 24 * each)[0] for each in range(count))


def _disks_of_volume(volume: str) -> tuple[str, ...] | Unknown:
    with _opened(volume) as handle:
        try:
            numbers = disk_numbers(_ask(handle, _VOLUME_EXTENTS, 8 + 24 * _MOST_EXTENTS))
        except OSError:
            # Media without a partition table answer only this one: type, disk, partition.
            numbers = struct.unpack_from("<L", _ask(handle, _DEVICE_NUMBER, 12), 4)
        described = _ask(handle, _QUERY_PROPERTY, 1024, struct.pack("<LLL", 0, 0, 0))
    if struct.unpack_from("<L", described, _BUS_OFFSET)[0] == _BUS_OF_A_FILE:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{volume}: a virtual disk kept in a file")
    disks = tuple(sorted({f"PhysicalDrive{each}" for each in numbers}))
    return disks or Unknown(UnknownCode.NOT_FOUND, f"{volume}: no disk named")


def _volume_path(path: str) -> str:
    root = ctypes.create_unicode_buffer(1024)
    find = call(
        "kernel32",
        "GetVolumePathNameW",
        wintypes.BOOL,
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.DWORD,
    )
    if not find(path, root, len(root)):
        raise last_error(f"GetVolumePathName {path}")
    return root.value


def _volume_name(root: str) -> str:
    name = ctypes.create_unicode_buffer(64)
    find = call(
        "kernel32",
        "GetVolumeNameForVolumeMountPointW",
        wintypes.BOOL,
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.DWORD,
    )
    if not find(root, name, len(name)):
        raise last_error(f"GetVolumeNameForVolumeMountPoint {root}")
    return name.value.rstrip("\\")


def share_of(path: str) -> str:
    r"""Return `\\server\share` of a path given by UNC, in lower case; empty for any other path."""
    plain_path = path.replace("/", "\\")
    if plain_path.lower().startswith("\\\\?\\unc\\"):
        plain_path = "\\\\" + plain_path[8:]
    if not plain_path.startswith("\\\\") or plain_path.startswith(("\\\\?\\", "\\\\.\\")):
        return ""
    parts = plain_path[2:].split("\\")
    return "\\\\" + "\\".join(parts[:2]).lower() if len(parts) > 1 and parts[1] else ""


@answering
def disks_of(path: str) -> tuple[str, ...] | Unknown:
    r"""Name the disks that hold a path, such as `PhysicalDrive0`; a share for what lies on one.

    Substituted letters, mapped drives and junctions are followed to the place behind them.
    """
    place = os.path.realpath(path)
    share = share_of(place)
    if share:
        server = share[2:].split("\\")[0]
        own = {"localhost", "127.0.0.1", "::1", os.environ.get("COMPUTERNAME", "").lower()}
        if server in own:
            return Unknown(UnknownCode.NOT_SUPPORTED, f"{share}: served by this machine itself")
        return (share,)
    root = _volume_path(place)
    kind = call("kernel32", "GetDriveTypeW", wintypes.UINT, wintypes.LPCWSTR)(root)
    if kind == _REMOTE:
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{root}: a network drive that hides its share")
    if kind in (_UNKNOWN_DRIVE, _NO_ROOT):
        return Unknown(UnknownCode.NOT_FOUND, f"{root}: no drive")
    return _disks_of_volume(_volume_name(root))


def _hangs_outside(root: str) -> bool:
    """Say whether a volume's disk hangs on a bus for media that come and go.

    A USB hard disk calls itself a fixed drive; only its bus tells.
    """
    with _opened(_volume_name(root)) as handle:
        described = _ask(handle, _QUERY_PROPERTY, 1024, struct.pack("<LLL", 0, 0, 0))
    bus = struct.unpack_from("<L", described, _BUS_OFFSET)[0]
    return bool(described[_REMOVABLE_OFFSET]) or bus in _BUSES_OUTSIDE


def _kind_of(root: str) -> str | Unknown:
    kind = call("kernel32", "GetDriveTypeW", wintypes.UINT, wintypes.LPCWSTR)(root)
    if kind == _REMOTE:
        return "network"
    if kind == _RAM:
        return "memory"
    if kind in (_REMOVABLE, _OPTICAL):
        return "removable"
    if kind == _FIXED:
        return "removable" if _hangs_outside(root) else "fixed"
    return Unknown(UnknownCode.NOT_FOUND, f"{root}: no drive")


@answering
def medium_of(path: str) -> str | Unknown:
    """Return what a path lies on: fixed, removable, network or memory."""
    place = os.path.realpath(path)
    return "network" if share_of(place) else _kind_of(_volume_path(place))


@answering
def pulled_out() -> tuple[str, ...]:
    """Return the drives that can be pulled out and hold a medium now, such as `E:/`."""
    bits = call("kernel32", "GetLogicalDrives", wintypes.DWORD)()
    found = []
    for number in range(26):
        root = f"{chr(65 + number)}:\\"
        if not bits >> number & 1:
            continue
        try:
            if _kind_of(root) == "removable" and os.path.isdir(root):
                found.append(root.replace("\\", "/"))
        except OSError:
            continue  # an empty card reader
    return tuple(found)
