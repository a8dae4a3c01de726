"""AV-102: how old the definitions of the antivirus are.

Rule: the age is counted from the day the definitions were made, as written in their own header or
told by the product. A product that calls its own definitions old is believed; one that calls them
fresh without a date is not enough, since nobody knows what it calls fresh. Source: the thresholds
of the shipped baseline.

Severity medium: many products tell no date at all, and that alone should not leave the whole
machine without a verdict. An office that prescribes one product may raise it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks._ages import AgeLimits, age
from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Result, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.machine.facts import MachineFacts

ID = "AV-102"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AntivirusFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://threat"}

_DAMAGED = frozenset((UnknownCode.MALFORMED, UnknownCode.UNREADABLE))
_NO_DATE = frozenset((UnknownCode.NOT_SUPPORTED, UnknownCode.NOT_FOUND))


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the definitions, in days."""

    warn_days: int = 3
    fail_days: int = 7


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the definitions of the products that run; where none runs, of all that are here."""
    antivirus = facts.of(AntivirusFacts)
    products = antivirus.products
    if isinstance(products, Unknown):
        return not_known(products, seen(antivirus, "products"), told=edition(facts))
    if not products:
        return not_applicable("no_antivirus", seen(antivirus, "products"))
    running = [each for each in products if each.protection is Protection.ON]
    parts = [_judge_product(facts, each, params) for each in running or products]
    return worst([*parts, *(_judge_beside(facts, products, params) if running else ())])


def _judge_beside(
    facts: FactSet, products: tuple[Product, ...], params: Params
) -> Iterator[Judgement]:
    """Judge products of unclear state beside a running one: they matter only if they run."""
    for product in products:
        judgement = _judge_product(facts, product, params)
        if isinstance(product.protection, Unknown):
            unsure = not_known(product.protection, judgement.evidence, told=edition(facts))
            yield judgement if judgement.result is Result.PASS else unsure


def _judge_product(facts: FactSet, product: Product, params: Params) -> Judgement:
    antivirus, name = facts.of(AntivirusFacts), product.name
    evidence = seen_of(antivirus, "products", name, product, "definitions_at", "definitions_old")
    if product.definitions_at == "":
        return failed("never", evidence, product=name)
    if product.definitions_old is True:
        return failed("reported_old", evidence, product=name)
    if isinstance(product.definitions_at, Unknown):
        return _judge_undated(facts, product.definitions_at, name, evidence)
    return _judge_dated(product, product.definitions_at, params, antivirus.origin.at, evidence)


def _judge_undated(
    facts: FactSet, unread: Unknown, name: str, evidence: tuple[Evidence, ...]
) -> Judgement:
    if unread.code in _DAMAGED:
        return unclear("damaged", unread.code, evidence)
    if unread.code in _NO_DATE:
        return unclear("no_date", unread.code, evidence, product=name)
    return not_known(unread, evidence, told=edition(facts))


def _judge_dated(
    product: Product, date: str, params: Params, at: str, evidence: tuple[Evidence, ...]
) -> Judgement:
    days, name = age(date, at), product.name
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    if days < 0:
        return unclear("future", UnknownCode.MALFORMED, evidence, date=date)
    if days > params.fail_days:
        return failed("old", evidence, product=name, days=days, limit=params.fail_days)
    if days > params.warn_days:
        return warned("old", evidence, product=name, days=days, limit=params.fail_days)
    return passed("fresh", evidence, product=name, ago=date, date=date)
