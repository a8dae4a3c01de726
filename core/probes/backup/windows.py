"""What lies in the declared backup places, on Windows."""

import ntpath

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace
from core.probes.backup.measuring import measured, unseen
from core.probes.system import WindowsSystem
from core.probes.win_values import CURRENT_VERSION, text

WALK_LIMIT_S = 10.0
"""How long one place is walked through."""

_PROFILES = rf"{CURRENT_VERSION}\ProfileList"


def path_of(place: str) -> str | Unknown:
    """Return the full path meant by a place as typed: quotes off, a bare drive its top folder."""
    path = place.strip().strip('"').strip().replace("/", "\\")
    drive, rest = ntpath.splitdrive(path)
    if not drive:
        return Unknown(UnknownCode.MALFORMED, f"{place}: neither a drive nor a share")
    if not rest:
        return f"{drive}\\"
    if not rest.startswith("\\"):
        return Unknown(UnknownCode.MALFORMED, f"{place}: no full path")
    return ntpath.normpath(path)


def _own_folders(system: WindowsSystem) -> tuple[str, ...]:
    """Return where Windows and the users' folders lie; users can be moved to another drive."""
    told = system.environment("SystemDrive")
    drive = told if isinstance(told, str) and told else "C:"
    users = text(system, _PROFILES, "ProfilesDirectory")
    moved = users if isinstance(users, str) else f"{drive}\\Users"
    spelled = moved.lower().replace("%systemdrive%", drive)
    return f"{drive}\\", spelled


def _measured(system: WindowsSystem, place: str, own: tuple[str, ...]) -> BackupPlace:
    path = path_of(place)
    if isinstance(path, Unknown):
        return unseen(place, path, path)
    return measured(system, place, path, own, ntpath.join, WALK_LIMIT_S)


def read(system: WindowsSystem, ask: Ask) -> BackupFacts:
    """Walk every declared place; a drive letter that is not there now is an absent medium."""
    origin = Origin(backend="files", at=system.now(), sources={"places": ", ".join(ask.places)})
    if not ask.places:
        return BackupFacts(
            origin=origin, places=Unknown(UnknownCode.NOT_DECLARED, "no place declared")
        )
    own = _own_folders(system)
    return BackupFacts(
        origin=origin, places=tuple(_measured(system, place, own) for place in ask.places)
    )
