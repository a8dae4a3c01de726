"""Change: what a verb of the house altered, so that pages know whether to refresh."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


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
    PACKS = "packs"


class Undo(NamedTuple):
    """How to take a change back: the key of its label in the words, and the inverse verb.

    A named tuple like `Change`, because Python makes one ten times as fast as a dataclass, and
    every start does.
    """

    label: str
    act: "Callable[[], Change]"


class Change(NamedTuple):
    """Which kinds changed, and how to undo it where that is possible."""

    kinds: frozenset[Kind]
    undo: Undo | None = None
