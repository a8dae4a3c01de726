"""Data packs: dated tables that checks look facts up in, read from TOML.

Those that come with the program are trusted with it. Others are sealed by their issuer's key; see
`core.policy.shelf`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.run import PackUse
from core.policy.kinds import Dates, kinds
from core.policy.reading import (
    Misfit,
    day_at,
    only_keys,
    parse_toml,
    read_toml,
    text_at,
    whole_number,
)

FORMAT = 1
BUILT_IN = Path(__file__).resolve().parents[2] / "resources" / "packs"

_HEAD = frozenset(("format", "id", "version", "date", "expires", "issuer"))
_LATEST_VERSION = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack that was read: its head and its table. `version` only ever grows."""

    id: str
    version: int
    date: str
    expires: str
    issuer: str
    sha256: str
    table: Table

    @property
    def use(self) -> PackUse:
        """Return what a run keeps of the pack that it was judged by."""
        return PackUse(id=self.id, version=str(self.version), sha256=self.sha256, date=self.date)


def read_packs(
    wanted: Collection[type[Table]] | None = None, folder: Path = BUILT_IN
) -> tuple[tuple[Table, ...], tuple[PackUse, ...]]:
    """Return the tables that come with the program, and from which packs they are.

    `wanted` are the types of tables to read, all for None. KnownError `pack_unusable`.
    """
    packs = tuple(built_in(wanted, folder))
    return tuple(each.table for each in packs), tuple(each.use for each in packs)


def built_in(wanted: Collection[type[Table]] | None, folder: Path = BUILT_IN) -> Iterable[Pack]:
    """Yield the packs that come with the program; KnownError names the file and the key."""
    for kind in kinds().values():
        if wanted is None or kind.table in wanted:
            yield read_pack(folder / f"{kind.id}.toml", kind.id)


def read_pack(path: Path, pack_id: str) -> Pack:
    """Read one pack that comes with the program; KnownError `pack_unusable`."""
    try:
        content, digest = read_toml(path)
        pack = fit(content, digest)
        if pack.id != pack_id:
            raise Misfit("not_choice", "id")
    except Misfit as misfit:
        told = {"file": str(path), "where": where(misfit)}
        raise KnownError("pack_unusable", Exit.BAD_INPUT, str(misfit), **told) from misfit
    return pack


def pack_of(body: bytes) -> Pack:
    """Read a pack from the bytes of its TOML; Misfit names what does not fit."""
    return fit(parse_toml(body), sha256(body).hexdigest())


def fit(content: Mapping[str, Any], digest: str) -> Pack:
    """Return the pack in a TOML document; Misfit names what does not fit."""
    if whole_number(content.get("format"), "format") != FORMAT:
        raise Misfit("newer", "format")
    kind = kinds().get(text_at(content, "id"))
    if kind is None:
        raise Misfit("not_choice", "id")
    only_keys(content, _HEAD | kind.keys, "")
    date, expires = day_at(content, "date"), day_at(content, "expires")
    if expires < date:
        raise Misfit("wrong_order", "expires")
    return Pack(
        id=kind.id,
        version=_version(content.get("version")),
        date=date,
        expires=expires,
        issuer=text_at(content, "issuer"),
        sha256=digest,
        table=kind.fit(content, Dates(pack_date=date, expires=expires)),
    )


def where(misfit: Misfit) -> str:
    """Return the place of a problem: the key, else the line, else the problem itself."""
    return misfit.key or str(misfit.line or misfit.problem)


def _version(value: object) -> int:
    """Return a version; a day and a number of that day, such as 2026112801, will do."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < _LATEST_VERSION:
        raise Misfit("not_number", "version")
    return value
