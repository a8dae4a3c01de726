"""What really lies in the declared backup places, on Linux."""

import re
from posixpath import dirname, join, normpath

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace, Presence
from core.probes.backup.measure import measured, spelled_as_stored, unread_place
from core.probes.formats import significant_lines
from core.probes.system import System

_TIME_S = 20.0
"""Seconds for all places together, shared evenly."""

_DATA = ("/", "/home")
_FSTAB = "/etc/fstab"
_MOST_LINKS = 8
_PLUGGED = (
    re.compile(r"(/media/[^/]+)(/|$)"),
    re.compile(r"(/media/[^/]+/[^/]+)(/|$)"),
    re.compile(r"(/run/media/[^/]+/[^/]+)(/|$)"),
)
"""Where desktops mount what is plugged in: below the account's name, or without it."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://|\\\\|[A-Za-z]:\\")


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _mount_points(system: System) -> tuple[str, ...]:
    """Return the folders of fstab on which something is meant to be mounted."""
    text = system.read_text(_FSTAB)
    lines = () if isinstance(text, Unknown) else significant_lines(text)
    points = (_unescape(line.split()[1]) for line in lines if len(line.split()) > 1)
    return tuple(point for point in points if point.startswith("/") and point != "/")


def _fixed_points(system: System, path: str) -> list[str]:
    """Return the mount points of fstab above a path, or itself."""
    return [
        point
        for point in _mount_points(system)
        if path == point or path.startswith(point.rstrip("/") + "/")
    ]


def _plugged_points(path: str) -> list[str]:
    """Return the folders above a path, or itself, where a plugged medium may appear."""
    return [found[1] for pattern in _PLUGGED if (found := pattern.match(path))]


def _is_mounted(system: System, point: str) -> bool | Unknown:
    here, above = system.stat(point), system.stat(point.rpartition("/")[0] or "/")
    if isinstance(here, Unknown):
        return False if here.code is UnknownCode.NOT_FOUND else here
    return isinstance(above, Unknown) or here.device != above.device


def _presence(system: System, path: str) -> Presence | Unknown:
    """Say whether a place can be seen: an empty folder for a medium means that it is not there."""
    seen = system.stat(path)
    fixed, plugged = _fixed_points(system, path), _plugged_points(path)
    mounted = {point: _is_mounted(system, point) for point in (*fixed, *plugged)}
    idle = [point for point in fixed if mounted[point] is False]
    if plugged and all(mounted[point] is False for point in plugged):
        idle += plugged
    if idle and isinstance(seen, Unknown) and seen.code is UnknownCode.NOT_FOUND:
        return Presence.ABSENT
    if path in idle and system.list_folder(path) == ():
        return Presence.ABSENT
    return seen if isinstance(seen, Unknown) else Presence.PRESENT


def _same_disk(system: System, path: str) -> bool | Unknown:
    """Say whether a place shares a disk, or a file system, with the system or the homes."""
    seen = system.stat(path)
    mine = system.disks_of(path)
    doubt: Unknown | None = mine if isinstance(mine, Unknown) else None
    for folder in _DATA:
        other = system.stat(folder)
        if isinstance(other, Unknown):
            continue
        if not isinstance(seen, Unknown) and seen.device == other.device:
            return True
        disks = system.disks_of(folder)
        if isinstance(disks, Unknown):
            doubt = doubt or disks
        elif not isinstance(mine, Unknown) and set(mine) & set(disks):
            return True
    return doubt or False


def _followed(system: System, path: str) -> str:
    """Return where a place lies that is a link, so that its medium is asked for, not the link."""
    for _ in range(_MOST_LINKS):
        target = system.link_target(path)
        if isinstance(target, Unknown):
            break
        path = normpath(join(dirname(path), target))
    return path


def _place(system: System, place: str, limit: float) -> BackupPlace:
    if _ADDRESS.match(place):
        why = Unknown(UnknownCode.NOT_SUPPORTED, f"{place}: an address; mount it and name a folder")
        return unread_place(place, why, why)
    home = system.environment("HOME") if place.startswith("~/") else ""
    full = f"{home}{place[1:]}" if home and isinstance(home, str) else place
    if not full.startswith("/"):
        why = Unknown(UnknownCode.NOT_SUPPORTED, f"{place}: not a full path")
        return unread_place(place, why, why)
    path = _followed(system, spelled_as_stored(system, full.rstrip("/") or "/"))
    presence = _presence(system, path)
    if isinstance(presence, Unknown):
        return unread_place(place, presence, presence)
    if presence is Presence.ABSENT:
        why = Unknown(UnknownCode.NOT_FOUND, f"{place}: the medium is not there")
        return unread_place(place, presence, why)
    return measured(system, place, path, _same_disk(system, path), limit)


def read(system: System, ask: Ask) -> BackupFacts:
    """Measure every declared place: files, ages, the newest archive, and on which disk it lies."""
    now = system.now()
    if not ask.places:
        return BackupFacts.unread(UnknownCode.NOT_DECLARED, "no backup place is declared", now)
    limit = _TIME_S / len(ask.places)
    return BackupFacts(
        origin=Origin(
            backend="scandir",
            at=now,
            sources={"places": "file times and sizes, /proc/self/mountinfo, /sys/dev/block"},
        ),
        places=tuple(_place(system, place, limit) for place in ask.places),
    )
