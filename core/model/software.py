"""Software that a pack names: what must not be there, what reaches in from outside, what is old."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.facts import Table


class SoftwareKind(StrEnum):
    """Why a pack names a piece of software."""

    REMOTE_CONTROL = "remote_control"
    UNWANTED = "unwanted"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareRow:
    """One piece of software and how it is recognised. All comparisons ignore case.

    `titles` are beginnings of the name in the list of installed programs, `programs` file names
    without a folder, `services` names of services or units, `packages` names of Linux packages.
    Of `outdated` software `below` is the first version that is good enough, empty for none, and
    `ends` the last ISO day with patches, empty where not known. `source` published it.
    """

    id: str
    name: str
    kind: SoftwareKind
    titles: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    below: str = ""
    ends: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftwareTable(Table):
    """All the software that the packs in force name."""

    rows: tuple[SoftwareRow, ...]

    def of_kind(self, kind: SoftwareKind) -> tuple[SoftwareRow, ...]:
        """Return the rows of one kind."""
        return tuple(row for row in self.rows if row.kind is kind)
