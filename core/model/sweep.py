"""Sweep: many machines examined one after another with a stick, one file of results for each."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.model.card import VerdictKind


class SweepStanding(StrEnum):
    """Where a machine of the list stands."""

    DONE = "done"
    MISSING = "missing"
    KEPT_THERE = "kept_there"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRow:
    """One machine: what it is called on the list, and its newest result.

    `unit` is the office that answers for it. `file` is the name of its bundle in the results,
    empty while there is none; `digest` is that of the file. `earlier` are names of results that
    newer ones took the place of.
    """

    tag: str
    place: str = ""
    unit: str = ""
    name: str = ""
    asset: str = ""
    standing: SweepStanding = SweepStanding.MISSING
    ended: str = ""
    verdict: VerdictKind | None = None
    file: str = ""
    digest: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepState:
    """A sweep as it stands in its folder. `code` is to be written down and compared."""

    folder: Path
    title: str
    rows: tuple[SweepRow, ...]
    code: str

    def count(self, standing: SweepStanding) -> int:
        """Return how many machines stand there."""
        return sum(each.standing is standing for each in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class StickFindings:
    """What is not as it was left: results changed or gone, files that nobody put there.

    `program` names files of the program on the stick that are not as they were built.
    """

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    foreign: tuple[str, ...]
    code: str
    program: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Say whether everything is as it was left."""
        return not (self.changed or self.gone or self.foreign or self.program)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDone:
    """What came of one machine: its row, and the files that were written."""

    row: SweepRow
    files: tuple[Path, ...]
    is_sealed: bool
    replaced: bool
