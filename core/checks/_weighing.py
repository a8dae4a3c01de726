"""Weighing one fact by one rule, for checks that are a list of settings."""

from collections.abc import Callable
from typing import Any

from core.checks._saying import edition, not_known, passed, seen
from core.model.facts import Facts, FactSet
from core.model.result import Judgement, Value
from core.model.unknown import Unknown

Verdict = Callable[..., Judgement]
"""`warned` or `failed`: how bad it is when the rule is not kept."""


def weighed(
    facts: FactSet,
    read: Facts,
    field: str,
    bad: Callable[[Any], bool],
    verdict: Verdict,
    case: str,
    /,
    **args: Value,
) -> Judgement:
    """Return `verdict` of a case when a fact is bad, `pass.good` when not, unknown when unread."""
    value, evidence = getattr(read, field), seen(read, field)
    if isinstance(value, Unknown):
        return not_known(value, evidence, told=edition(facts))
    return verdict(case, evidence, **args) if bad(value) else passed("good", evidence)


def named(facts: FactSet, read: Facts, field: str, verdict: Verdict, case: str) -> Judgement:
    """Weigh a list of what should not be there: any name in it is bad, and is told."""
    value = getattr(read, field)
    names = value if isinstance(value, tuple) else ()
    told = tuple(str(getattr(each, "name", each)) for each in names)
    return weighed(facts, read, field, bool, verdict, case, names=told, count=len(told))
