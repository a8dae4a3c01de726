"""What lies in the declared backup places, on Windows.

Paths are written with forward slashes, which Windows takes as well, so that they are measured as
on any other operating system.
"""

import ntpath

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace, Presence
from core.probes.backup.measure import measured, spelled_as_stored, unread_place
from core.probes.system import WindowsSystem
from core.probes.win_values import CURRENT_VERSION, is_absent, text

_TIME_S = 20.0
"""Seconds for all places together, shared evenly."""

_PROFILES = rf"{CURRENT_VERSION}\ProfileList"


def path_of(place: str) -> tuple[str, str] | Unknown:
    """Return the drive or share of a place as typed, and its full path; quotes are taken off.

    A bare drive means its top folder, not the folder last used on it.
    """
    path = place.strip().strip('"').strip().replace("/", "\\")
    drive, rest = ntpath.splitdrive(path)
    if not drive or drive.startswith(("\\\\?\\", "\\\\.\\")):
        return Unknown(UnknownCode.MALFORMED, f"{place}: neither a drive nor a share")
    if rest and not rest.startswith("\\"):
        return Unknown(UnknownCode.MALFORMED, f"{place}: no full path")
    top = drive.replace("\\", "/") + "/"
    inside = ntpath.normpath(rest).strip("\\").replace("\\", "/") if rest.strip("\\") else ""
    return top, top + inside


def _own_folders(system: WindowsSystem) -> tuple[str, ...]:
    """Return where Windows and the users' folders lie; users can be moved to another drive."""
    told = system.environment("SystemDrive")
    drive = told if isinstance(told, str) and told else "C:"
    users = text(system, _PROFILES, "ProfilesDirectory")
    moved = users if isinstance(users, str) else f"{drive}\\Users"
    return f"{drive}/", moved.lower().replace("%systemdrive%", drive).replace("\\", "/")


def _same_disk(system: WindowsSystem, path: str) -> bool | Unknown:
    """Say whether a place shares a disk with Windows or with the users' folders."""
    mine = system.disks_of(path)
    if isinstance(mine, Unknown):
        return mine
    doubt: Unknown | None = None
    for folder in _own_folders(system):
        others = system.disks_of(folder)
        if isinstance(others, Unknown):
            doubt = others
        elif set(mine) & set(others):
            return True
    return doubt or False


def _place(system: WindowsSystem, place: str, limit: float) -> BackupPlace:
    """Measure one place; a drive or share that is not there now is an absent medium."""
    found = path_of(place)
    if isinstance(found, Unknown):
        return unread_place(place, found, found)
    top, path = found
    medium = system.stat(top)
    if is_absent(medium):
        why = Unknown(UnknownCode.NOT_FOUND, f"{place}: the medium is not there")
        return unread_place(place, Presence.ABSENT, why)
    if isinstance(medium, Unknown) and path == top:
        return unread_place(place, medium, medium)
    path = spelled_as_stored(system, path)
    return measured(system, place, path, _same_disk(system, path), limit)


def read(system: WindowsSystem, ask: Ask) -> BackupFacts:
    """Measure every declared place: files, ages, the newest archive, and on which disk it lies."""
    now = system.now()
    if not ask.places:
        return BackupFacts.unread(UnknownCode.NOT_DECLARED, "no backup place is declared", now)
    limit = _TIME_S / len(ask.places)
    return BackupFacts(
        origin=Origin(
            backend="scandir",
            at=now,
            sources={"places": "file times and sizes, IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS"},
        ),
        places=tuple(_place(system, place, limit) for place in ask.places),
    )
