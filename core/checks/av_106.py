"""AV-106: the antivirus that the superior prescribes is the one that protects.

Rule: where a pack prescribes products, one of them has to be on; another good product does not do,
because nobody above sees what it finds. Without a rule there is nothing to judge. Source: the pack
`prescribed-antivirus` and the document it names.
"""

from dataclasses import dataclass

from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
)
from core.checks._tables import seen_table, trusted
from core.model.antivirus import PrescribedTable, ProductTable
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.machine.facts import MachineFacts

ID = "AV-106"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AntivirusFacts, MachineFacts)
TABLES = (PrescribedTable, ProductTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Trust a rule that is at most so many days old."""

    table_days: int = 730


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge whether a prescribed product is on."""
    antivirus, rule = facts.of(AntivirusFacts), facts.table(PrescribedTable)
    if rule is None:
        return unclear("no_table", UnknownCode.NOT_FOUND, ())
    at = antivirus.origin.at
    evidence = (*seen(antivirus, "products"), *seen_table(rule, at))
    products = antivirus.products
    if not rule.products:
        none = not_applicable("no_rule", seen_table(rule, at))
        return trusted(none, rule, at, params.table_days)
    if isinstance(products, Unknown):
        return not_known(products, evidence, told=edition(facts))
    wanted = [each for each in products if _name(each, facts) in rule.products]
    for each in wanted:
        if each.protection is Protection.ON:
            shown = seen_of(antivirus, "products", each.name, each, "protection")
            fine = passed("prescribed", (*shown, *evidence), product=each.name)
            return trusted(fine, rule, at, params.table_days)
    for each in wanted:
        if isinstance(each.protection, Unknown):
            return not_known(each.protection, evidence, told=edition(facts))
    names = rule.products
    if wanted:
        return failed("off", evidence, product=wanted[0].name, basis=rule.basis)
    return failed("missing", evidence, products=names, basis=rule.basis)


def _name(product: Product, facts: FactSet) -> str:
    """Return the name that packs use for a product, its own where none knows it."""
    table = facts.table(ProductTable)
    row = table.of(product.name) if table else None
    return row.name if row else product.name
