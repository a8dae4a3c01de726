"""What lies at the top of media that can be pulled out, as worms leave it there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class TraceKind(StrEnum):
    """How a file on a stick gets itself opened by somebody who means something else."""

    LINK_FOR_FOLDER = "link_for_folder"
    PROGRAM_FOR_FOLDER = "program_for_folder"
    TWO_ENDINGS = "two_endings"
    AUTORUN = "autorun"
    PROGRAM_IN_BIN = "program_in_bin"
    BLANK_FOLDER = "blank_folder"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True, kw_only=True)
class StickTrace:
    """One file or folder of that kind, by its name; of an autorun file what it starts."""

    kind: TraceKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A medium by its top folder, with what was found there.

    `unseen` names what lies at its top and could not be looked into.
    """

    root: str
    traces: tuple[StickTrace, ...] | Unknown
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SticksFacts(Facts):
    """The media that can be pulled out and are there now; may be none."""

    TOPIC: ClassVar[str] = "sticks"

    sticks: tuple[Stick, ...] | Unknown
