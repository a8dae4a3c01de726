"""What the program's own records say about this machine: facts whose source is the store."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown, UnknownCode
from core.version import RELEASE_DAY

_NO_RECORD = Unknown(UnknownCode.NOT_FOUND, "no earlier record")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSeen:
    """When a backup place was last seen with which newest file (both UTC, ISO).

    `absent_at` is when it was last looked for and not there, empty for never. `lay_on` is the kind
    of medium it was on when last seen, empty where that could not be told or was not yet kept.
    """

    place: str
    seen_at: str
    newest_at: str
    absent_at: str = ""
    lay_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSeen:
    """What earlier runs saw of an administrator's password without knowing it.

    `id` is the SID or uid, `changed_on` the ISO day of change that the system told last,
    `first_seen_at` when this program saw the account first (UTC, ISO), `rotated_on` the newest
    day of change that it saw appear, empty for none yet.
    """

    id: str
    changed_on: str
    first_seen_at: str
    rotated_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFacts(Facts):
    """Earlier records of this program; an unread field means that there is none yet.

    `last_entry_at`: when the newest duty entry was written. `last_run_at`: when the last whole
    run ended. `administrators`: names of administrators in that run. `places`: backup places
    seen. `restart_since`: since when, in unbroken runs, a restart has been pending. `release_day`:
    the release (ISO day) of the program that made the run, kept so that an old run is not judged
    against the release of a newer program. `passwords`: what earlier runs saw of the passwords of
    administrators; runs of older versions did not look. `pack_day`: the date (ISO day) of the
    newest data pack that this run was judged by.
    """

    TOPIC: ClassVar[str] = "history"

    last_entry_at: str | Unknown
    last_run_at: str | Unknown
    administrators: tuple[str, ...] | Unknown
    places: tuple[PlaceSeen, ...] | Unknown
    restart_since: str | Unknown
    release_day: str | Unknown = RELEASE_DAY
    passwords: tuple[PasswordSeen, ...] | Unknown = _NO_RECORD
    pack_day: str | Unknown = _NO_RECORD
