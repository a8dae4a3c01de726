"""Planning a run: which checks, with which limits, and which questions to ask for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from core.checks.catalogue import Check, catalogue
from core.engine.asking import ALWAYS, AT_ONCE, FIRST, question
from core.engine.host import Question
from core.model.errors import Exit, KnownError
from core.model.facts import Table
from core.model.result import Depth, Severity, Value
from core.model.run import Selection
from core.probes.ask import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck:
    """A check with the limits and the severity that apply in this run."""

    check: Check
    params: Any
    severity: Severity


def select(selection: Selection, depth: Depth, os: str) -> tuple[Check, ...]:
    """Return the checks to run; KnownError `unknown_check` for an id that does not exist.

    A check that was named explicitly runs at any depth.
    """
    known = catalogue()
    for name in (*selection.only, *selection.skip):
        if name not in known:
            raise KnownError("unknown_check", Exit.USAGE, id=name)
    return tuple(
        check
        for check in known.values()
        if os in check.os
        and check.id not in selection.skip
        and (check.id in selection.only if selection.only else check.depth.rank <= depth.rank)
    )


def tables_of(checks: Iterable[Check]) -> tuple[type[Table], ...]:
    """Return the tables that checks look up; packs that none needs are not read."""
    return tuple(dict.fromkeys(table for check in checks for table in check.tables))


def questions(
    planned: Iterable[PlannedCheck], topics: Iterable[str], scratch: str = ""
) -> tuple[Question, ...]:
    """Return one question for each probe that the checks need, the slow ones first.

    `topics` are those that a probe reads; facts from the program's own records are not asked for.
    """
    readable = set(topics)
    asks: dict[str, Ask] = {ALWAYS: Ask()}
    for each in planned:
        for kind in each.check.needs:
            if kind.TOPIC in readable:
                told = Ask() if kind.TOPIC in AT_ONCE else each.check.ask(each.params)
                asks[kind.TOPIC] = _merge(asks.get(kind.TOPIC, Ask()), told)
    asks = {topic: replace(ask, scratch=scratch, deep=True) for topic, ask in asks.items()}
    order = [*(topic for topic in FIRST if topic in asks), *sorted(asks.keys() - set(FIRST))]
    return tuple(question(topic, asks[topic]) for topic in order)


def _merge(one: Ask, other: Ask) -> Ask:
    return Ask(places=tuple(dict.fromkeys((*one.places, *other.places))))


def params_of(planned: Iterable[PlannedCheck]) -> Mapping[str, Mapping[str, Value]]:
    """Return the limits in force by check and name, as they are kept with the run."""
    return {
        each.check.id: {
            field.name: getattr(each.params, field.name) for field in fields(each.params)
        }
        for each in planned
    }
