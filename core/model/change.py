"""Change: what a verb of the house altered, so that pages know whether to refresh."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of stored thing that can change."""

    RUNS = "runs"
    DUTY = "duty"
    WAIVERS = "waivers"
    PEOPLE = "people"
    ROSTER = "roster"
    CONTACTS = "contacts"
    RECEIVED = "received"
    SWEEP = "sweep"
    SETTINGS = "settings"
    INCIDENTS = "incidents"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Undo:
    """How to take a change back: the key of its label in the words, and the inverse verb."""

    label: str
    act: "Callable[[], Change]"


@dataclass(frozen=True, slots=True)
class Change:
    """Which kinds changed, and how to undo it where that is possible."""

    kinds: frozenset[Kind]
    undo: Undo | None = None
