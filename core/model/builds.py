"""Builds of Windows, their monthly security updates, and holes that attackers use."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildUpdate:
    """A monthly security update: its ISO day, the revision it brings, its KB (may be empty)."""

    day: str
    revision: int
    kb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRow:
    """The updates of one build, oldest first. `server` where servers have updates of their own."""

    release: str
    updates: tuple[BuildUpdate, ...]
    server: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildTable(Table):
    """The monthly security updates of Windows."""

    rows: tuple[BuildRow, ...]

    def updates_of(self, release: str, server: bool) -> tuple[BuildUpdate, ...]:
        """Return the updates of a build, oldest first; empty when it is not listed."""
        for row in self.rows:
            if row.release == release and row.server in (None, server):
                return row.updates
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploitedRow:
    """A hole that attackers use: fixed on an ISO day, in these builds; known with ransomware."""

    cve: str
    fixed: str
    releases: tuple[str, ...]
    ransomware: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploitedTable(Table):
    """Holes of Windows that attackers use."""

    rows: tuple[ExploitedRow, ...]
