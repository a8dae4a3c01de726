"""What really lies in the declared backup places."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown, UnknownCode


class Presence(StrEnum):
    """Whether a declared place can be seen now. `absent` is a medium that is not plugged in."""

    PRESENT = "present"
    ABSENT = "absent"


class Medium(StrEnum):
    """What a place lies on. `removable` is what can be pulled out, a USB hard disk too."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    MEMORY = "memory"


_EARLIER = Unknown(UnknownCode.NOT_FOUND, "not read by the version that made this run")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlace:
    """One declared place as measured.

    `files` counts data files of more than nothing, `empty_files` those with no byte in them.
    `newest` is the name, inside the place, of the newest file that is not dated in the future
    (more than a day ahead of the machine's clock), `newest_at` its time (ISO), both empty when
    there is none. `damaged` names the newest archive when it is empty or cut short, else it is
    empty. `future_at` is the latest date in the future, else empty. `same_disk`: whether the place
    lies on a physical disk that also holds the system or the users' homes. `complete`: whether the
    whole place was walked within the limit.

    `medium` is what the place lies on, `total` and `free` the megabytes of its volume. `days` are
    the last days (ISO, newest first) on which data files were written, `strange` names files as
    encryption for ransom leaves them.
    """

    place: str
    presence: Presence | Unknown
    files: int | Unknown
    empty_files: int | Unknown
    newest: str | Unknown
    newest_at: str | Unknown
    damaged: str | Unknown
    future_at: str | Unknown
    same_disk: bool | Unknown
    complete: bool | Unknown
    medium: Medium | Unknown = _EARLIER
    free: int | Unknown = _EARLIER
    total: int | Unknown = _EARLIER
    days: tuple[str, ...] | Unknown = _EARLIER
    strange: tuple[str, ...] | Unknown = _EARLIER


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts(Facts):
    """The declared places; Unknown(not_declared) when the office declared none."""

    TOPIC: ClassVar[str] = "backup"

    places: tuple[BackupPlace, ...] | Unknown
