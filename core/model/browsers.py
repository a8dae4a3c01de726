"""Browsers, their versions, and since when a newer one has been there."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A main version and the ISO day from which it got no more updates."""

    version: int
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserRow:
    """A browser: its name in the list of programs or its Linux packages, its latest main version.

    `esr` says that this row is about editions with long support, which carry ESR in their name.
    `replaced` holds the main versions that a later one has taken over from, oldest first.
    """

    name: str
    latest: int
    replaced: tuple[Replaced, ...]
    titles: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    esr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserTable(Table):
    """The browsers that a pack knows."""

    rows: tuple[BrowserRow, ...]
