"""Until when operating systems are supported: a table from a data pack."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """One life of one release.

    Linux: `os` is the ID and `release` the VERSION_ID of os-release. Windows: `os` is `windows`,
    `release` the build; `editions` are EditionID prefixes and `skus` SKU numbers that this life
    belongs to, both empty for every other one. `ends` is the last supported ISO day. `extended`
    holds the last ISO day of each period of extended updates that needs a licence of its own, in
    order; `extended_after` is the last Windows revision that everyone got, so that a later one
    proves that extended updates arrive (0 where nothing can prove it). `source` published it.
    """

    os: str
    release: str
    name: str
    ends: str
    extended: tuple[str, ...] = ()
    extended_after: int = 0
    editions: tuple[str, ...] = ()
    skus: tuple[int, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportTable(Table):
    """All known lives of operating systems."""

    rows: tuple[SupportRow, ...]
