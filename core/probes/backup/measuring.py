"""What is measured in a backup place that can be seen, the same on every operating system."""

from collections.abc import Callable, Iterable

from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import BackupPlace, Presence
from core.probes.system import Newest, System

ARCHIVE_LIMIT_S = 5.0
"""How long the end of the newest archive is looked for."""

Join = Callable[[str, str], str]


def unseen(place: str, presence: Presence | Unknown, why: Unknown) -> BackupPlace:
    """Describe a place in which nothing could be measured, for one reason."""
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
    )


def _damaged(system: System, path: str, found: Newest, join: Join) -> str | Unknown:
    """Return the newest archive when something is wrong with its structure."""
    if not found.archive:
        return ""
    fault = system.archive_fault(join(path, found.archive), ARCHIVE_LIMIT_S)
    if isinstance(fault, Unknown):
        return fault
    return found.archive if fault else ""


def _same_disk(system: System, path: str, own: Iterable[str]) -> bool | Unknown:
    """Say whether a place shares a disk with any of the machine's own folders."""
    disks = system.disks_of(path)
    if isinstance(disks, Unknown):
        return disks
    unread: Unknown | None = None
    for folder in own:
        others = system.disks_of(folder)
        if isinstance(others, Unknown):
            unread = others
        elif set(disks) & set(others):
            return True
    return False if unread is None else unread


def measured(
    system: System, place: str, path: str, own: Iterable[str], join: Join, limit: float
) -> BackupPlace:
    """Walk a place for at most `limit` seconds.

    `path` is the place as the system names it, `own` the folders of system and users. A place that
    is not there is absent, whether its medium or only its folder is missing.
    """
    found = system.newest(path, system.now(), limit)
    if isinstance(found, Unknown):
        if found.code is UnknownCode.NOT_FOUND:
            return unseen(place, Presence.ABSENT, found)
        return unseen(place, found, found)
    return BackupPlace(
        place=place,
        presence=Presence.PRESENT,
        files=found.files,
        empty_files=found.empty,
        newest=found.newest,
        newest_at=found.newest_at,
        damaged=_damaged(system, path, found, join),
        future_at=found.future_at,
        same_disk=_same_disk(system, path, own),
        complete=not found.stopped and not found.unread,
    )
