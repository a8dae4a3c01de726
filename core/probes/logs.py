"""What the port answers about the event logs of Windows: plain values, nothing judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Events that are asked for: who wrote them, and their numbers."""

    provider: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EventSeen:
    """An event: who wrote it, its number, when (ISO UTC), and those of its values asked for.

    A value without a name stands under its place, from "0".
    """

    provider: str
    id: int
    at: str
    values: Mapping[str, str]


class WindowsLogs(Protocol):
    """What only Windows can be asked about its event logs, never by their translated sentences."""

    def log_since(self, log: str) -> str | Unknown:
        """Return when the oldest event of a log was written (ISO UTC).

        Not_found where there is no such log, or nothing in it; service_off where it is disabled.
        """
        ...

    def events(
        self, log: str, wanted: Sequence[Wanted], names: Sequence[str], days: int, most: int
    ) -> tuple[EventSeen, ...] | Unknown:
        """Return at most `most` events of the last `days` days, newest first; may be none.

        Of their values only those of these `names` are told.
        """
        ...
