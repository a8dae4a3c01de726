"""Which software is installed and which programs run."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Installed software as the system lists it; `version` is empty where none is told."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareFacts(Facts):
    """Installed and running software.

    `programs`: names of the list of installed programs, or of Linux packages. `running`: the file
    names of running programs in lower case, each once; portable programs are only seen here.
    """

    TOPIC: ClassVar[str] = "software"

    programs: tuple[Program, ...] | Unknown
    running: tuple[str, ...] | Unknown
