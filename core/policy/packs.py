"""Data packs that come with the program: dated tables that checks look facts up in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.run import PackUse
from core.model.support import SupportRow, SupportTable
from core.policy.reading import (
    Misfit,
    day,
    day_at,
    join,
    only_keys,
    read_toml,
    text_at,
    whole_number,
)

T = TypeVar("T")

FORMAT = 1
OS_SUPPORT = Path(__file__).resolve().parents[2] / "resources" / "packs" / "os-support.toml"

_TOP = frozenset(("format", "id", "version", "date", "rows"))
_ROW = frozenset(
    ("os", "release", "name", "ends", "extended", "extended_after", "editions", "skus", "source")
)


def read_packs() -> tuple[tuple[Table, ...], tuple[PackUse, ...]]:
    """Return every table that comes with the program, and from which packs they are."""
    table, use = read_support()
    return (table,), (use,)


def read_support(path: Path = OS_SUPPORT) -> tuple[SupportTable, PackUse]:
    """Read the table of support dates; KnownError `pack_unusable` names the file and the key."""
    try:
        content, digest = read_toml(path)
        return _fit(content, digest)
    except Misfit as misfit:
        where = misfit.key or str(misfit.line or misfit.problem)
        told = {"file": str(path), "where": where}
        raise KnownError("pack_unusable", Exit.BAD_INPUT, str(misfit), **told) from misfit


def _fit(content: Mapping[str, Any], digest: str) -> tuple[SupportTable, PackUse]:
    only_keys(content, _TOP, "")
    if whole_number(content.get("format", FORMAT), "format") > FORMAT:
        raise Misfit("newer", "format")
    rows = content.get("rows")
    if not isinstance(rows, list) or not rows:
        raise Misfit("not_list", "rows")
    table = SupportTable(
        pack_date=day_at(content, "date"),
        rows=tuple(_row(row, f"rows[{number}]") for number, row in enumerate(rows, 1)),
    )
    use = PackUse(
        id=text_at(content, "id"),
        version=text_at(content, "version"),
        sha256=digest,
        date=table.pack_date,
    )
    return table, use


def _row(row: object, path: str) -> SupportRow:
    if not isinstance(row, dict):
        raise Misfit("not_table", path)
    only_keys(row, _ROW, path)
    return SupportRow(
        os=text_at(row, "os", path),
        release=text_at(row, "release", path),
        name=text_at(row, "name", path),
        ends=day_at(row, "ends", path),
        extended=_list(row, "extended", path, day),
        extended_after=whole_number(row.get("extended_after", 0), join(path, "extended_after")),
        editions=_list(row, "editions", path, _text),
        skus=_list(row, "skus", path, whole_number),
        source=text_at(row, "source", path),
    )


def _list(
    row: Mapping[str, Any], key: str, path: str, fitted: Callable[[object, str], T]
) -> tuple[T, ...]:
    found = row.get(key, [])
    if not isinstance(found, list):
        raise Misfit("not_list", join(path, key))
    return tuple(fitted(each, join(path, key)) for each in found)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise Misfit("not_text", path)
    return value
