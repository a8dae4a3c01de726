"""Until when operating systems are supported: a table from a data pack."""

from dataclasses import dataclass

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """One life of one release.

    Linux: `os` is the ID and `release` the VERSION_ID of os-release. Windows: `os` is `windows`,
    `release` the build; `editions` are EditionID prefixes and `skus` SKU numbers that this life
    belongs to, both empty for every other one. `ends` is the last supported ISO day, `extended`
    the end of extended security updates (empty where there is none), `source` who published it.
    """

    os: str
    release: str
    name: str
    ends: str
    extended: str = ""
    editions: tuple[str, ...] = ()
    skus: tuple[int, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportTable(Table):
    """All known lives of operating systems."""

    rows: tuple[SupportRow, ...]
