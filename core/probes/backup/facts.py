"""What really lies in the declared backup places."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Presence(StrEnum):
    """Whether a declared place can be seen now. `absent` is a medium that is not plugged in."""

    PRESENT = "present"
    ABSENT = "absent"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts(Facts):
    """The declared places; Unknown(not_declared) when the office declared none."""

    TOPIC: ClassVar[str] = "backup"

    places: tuple[BackupPlace, ...] | Unknown
