"""The catalogue of checks, found in this package without a list."""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from core.model.facts import Facts, FactSet, Table
from core.model.result import Depth, Judgement, Severity
from core.probes.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule with a stable id. `params` is its frozen dataclass of limits, all with defaults.

    `ask` turns the limits into the question that its probes need. `pages` names for each operating
    system the settings page that a remedy opens, `tables` the tables of data packs it looks up.
    """

    id: str
    os: tuple[str, ...]
    severity: Severity
    depth: Depth
    needs: tuple[type[Facts], ...]
    params: type[Any]
    judge: Callable[[FactSet, Any], Judgement]
    ask: Callable[[Any], Ask]
    pages: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[type[Table], ...] = ()

    @property
    def family(self) -> str:
        """Return the letters before the dash: AV, UPD, BAK, ACC, NET, MAL, CFG or SYS."""
        return self.id.split("-", 1)[0]


def _nothing_to_ask(params: object) -> Ask:
    return Ask()


def _from_module(module: ModuleType) -> Check:
    return Check(
        id=module.ID,
        os=module.OS,
        severity=module.SEVERITY,
        depth=module.DEPTH,
        needs=module.NEEDS,
        params=module.Params,
        judge=module.judge,
        ask=getattr(module, "ask", _nothing_to_ask),
        pages=getattr(module, "PAGES", {}),
        tables=getattr(module, "TABLES", ()),
    )


@cache
def catalogue() -> Mapping[str, Check]:
    """Return every check by id, in the order of ids. A module is a check when it has an `ID`."""
    package = import_module("core.checks")
    names = sorted(each.name for each in pkgutil.iter_modules(package.__path__))
    modules = (import_module(f"core.checks.{name}") for name in names if name != "catalogue")
    found = (_from_module(module) for module in modules if hasattr(module, "ID"))
    return {check.id: check for check in found}
