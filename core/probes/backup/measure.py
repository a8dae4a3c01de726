"""Measuring a backup place through the port, the same on every operating system."""

from dataclasses import replace
from os.path import basename
from unicodedata import normalize

from core.model.moments import day_of, from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.archives import is_archive
from core.probes.backup.facts import BackupPlace, Medium, Presence
from core.probes.ransom import is_strange
from core.probes.system import FileStat, Newest, System
from core.probes.walk import FUTURE_S, is_data_file

_MEGABYTE = 1 << 20
_ARCHIVE_SHARE = 0.25
"""The share of the time that is given to the test of the newest archive, the rest to the walk."""


def unread_place(place: str, presence: Presence | Unknown, why: Unknown) -> BackupPlace:
    """Return a place of which nothing was measured, for one reason."""
    return BackupPlace(
        place=place,
        presence=presence,
        files=why,
        empty_files=why,
        newest=why,
        newest_at=why,
        damaged=why,
        future_at=why,
        same_disk=why,
        complete=why,
        medium=why,
        free=why,
        total=why,
        days=why,
        strange=why,
    )


def spelled_as_stored(system: System, path: str) -> str:
    """Return a path as it is stored: accents may be stored composed or decomposed.

    What is typed on one system and stored by another looks the same and is not the same name.
    Where nothing fits, the path comes back as it was. Parts stand between forward slashes, on
    Windows too, after a drive letter.
    """
    if not isinstance(system.stat(path), Unknown):
        return path
    found, *parts = path.split("/")
    if found and not found.endswith(":"):
        return path
    for part in parts:
        plain = f"{found}/{part}"
        if part.isascii() or not isinstance(system.stat(plain), Unknown):
            found = plain
            continue
        names = system.list_folder(f"{found}/" if found.endswith(":") else found or "/")
        alike = [
            name
            for name in (names if isinstance(names, tuple) else ())
            if normalize("NFC", name) == normalize("NFC", part)
        ]
        found = f"{found}/{alike[0]}" if alike else plain
    return found or path


def _single_file(path: str, seen: FileStat, now: str) -> Newest:
    name = basename(path)
    ahead = from_text(seen.modified).timestamp() > from_text(now).timestamp() + FUTURE_S
    counts = bool(seen.size) and is_data_file(name)
    return Newest(
        files=int(counts),
        empty=int(not seen.size),
        size=seen.size,
        newest=name if counts and not ahead else "",
        newest_at=seen.modified if counts and not ahead else "",
        archive=name if is_archive(name) and not ahead else "",
        future_at=seen.modified if ahead else "",
        unread="",
        stopped=False,
        days=() if ahead or not counts else (day_of(seen.modified).isoformat(),),
        strange=(name,) if is_strange(name) else (),
    )


def _damaged(system: System, folder: str, archive: str, limit: float) -> str | Unknown:
    """Return the newest archive's name when it is empty or cut short, empty when it is whole."""
    if not archive:
        return ""
    fault = system.archive_fault(f"{folder}/{archive}" if folder else archive, limit)
    if isinstance(fault, Unknown):
        return fault
    return archive if fault else ""


def measured(
    system: System, place: str, path: str, same_disk: bool | Unknown, limit: float
) -> BackupPlace:
    """Return what lies in a place that is there; `limit` in seconds."""
    now = system.now()
    seen = system.stat(path)
    medium, volume = system.medium(path), system.space(path)
    if isinstance(seen, Unknown):
        return replace(unread_place(place, seen, seen), same_disk=same_disk)
    if seen.kind == "file":
        found: Newest | Unknown = _single_file(path, seen, now)
        folder = path.rpartition("/")[0]
    elif seen.kind == "folder":
        found = system.newest(path, now, limit * (1 - _ARCHIVE_SHARE))
        folder = path.rstrip("/")
    else:
        found = Unknown(UnknownCode.NOT_SUPPORTED, f"{path}: neither a file nor a folder")
    if isinstance(found, Unknown):
        return replace(unread_place(place, found, found), same_disk=same_disk)
    complete: bool | Unknown = not found.stopped
    total, free = volume if isinstance(volume, tuple) else (volume, volume)
    if found.unread:
        complete = Unknown(UnknownCode.NO_RIGHT, f"{found.unread}: may not be opened")
    return BackupPlace(
        place=place,
        presence=Presence.PRESENT,
        files=found.files,
        empty_files=found.empty,
        newest=found.newest,
        newest_at=found.newest_at,
        damaged=_damaged(system, folder, found.archive, limit * _ARCHIVE_SHARE),
        future_at=found.future_at,
        same_disk=same_disk,
        complete=complete,
        medium=medium if isinstance(medium, Unknown) else Medium(medium),
        free=free // _MEGABYTE if isinstance(free, int) else free,
        total=total // _MEGABYTE if isinstance(total, int) else total,
        days=found.days,
        strange=found.strange,
    )
