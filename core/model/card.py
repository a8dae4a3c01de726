"""Card: what a run came to, in one row; light, because the window shows it first of all."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.model.depth import Depth
    from core.model.outcome import Result
    from core.model.profile import Profile


class VerdictKind(StrEnum):
    """What a run means for its machine."""

    GOOD = "good"
    ATTENTION = "attention"
    ACT_NOW = "act_now"
    INCOMPLETE = "incomplete"


class RunCard(NamedTuple):
    """A stored run without its findings and facts: for lists, trends and the first sight of it.

    A named tuple, because Python makes one ten times as fast as a dataclass, and every start does.
    `place` is where the machine stands, else its unit. `answered` and `applicable` are those of
    `core.model.run.Coverage`. `open_items` counts what asks for something
    to be done, `urgent` what of it fails and is grave.
    """

    id: str
    machine: str
    place: str
    started: str
    ended: str
    verdict: VerdictKind
    answered: int
    applicable: int
    counts: Mapping[Result, int]
    profile: Profile
    depth: Depth
    partial: bool
    open_items: int
    urgent: int
