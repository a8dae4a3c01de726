"""Which programs run now, and from where."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningProgram:
    """A running program: the name of its process and the file it runs."""

    name: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramsFacts(Facts):
    """The programs that run now, each once. `unseen` counts those whose file may not be read.

    Threads of the kernel have no file and are in neither.
    """

    TOPIC: ClassVar[str] = "programs"

    programs: tuple[RunningProgram, ...] | Unknown
    unseen: int | Unknown
