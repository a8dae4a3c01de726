"""Kinds of data packs, found here without a list: one module, one kind.

A module declares `ID`, the type `TABLE` that its rows become, the top-level `KEYS` it knows beside
those that every pack has, `fit(content, dates)`, which raises Misfit for what does not fit, and
`covers(table)`, the names of what a table tells of. `size(table)` counts otherwise where it must.
Nothing in a pack is run, and no kind has a word that reads a file, a key of the registry or an
address: rows are only compared with what the probes read anyway.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from core.model.facts import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What every table takes over from the head of its pack: its ISO date and last ISO day."""

    pack_date: str
    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of pack."""

    id: str
    table: type[Table]
    keys: frozenset[str]
    fit: Callable[[Mapping[str, Any], Dates], Table]
    covers: Callable[[Any], tuple[str, ...]]
    size: Callable[[Any], int]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by id."""
    names = sorted(each.name for each in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {each.ID: _kind(each) for each in modules}


def _kind(module: ModuleType) -> Kind:
    covers = module.covers
    return Kind(
        id=module.ID,
        table=module.TABLE,
        keys=module.KEYS,
        fit=module.fit,
        covers=covers,
        size=getattr(module, "size", lambda table: len(covers(table))),
    )
