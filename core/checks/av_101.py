"""AV-101: an antivirus product is here, runs and protects.

Rule: one product protects. None, switched off, expired, or running without real-time protection is
a fail; two at once, a paused one, or a licence about to end is a warning. Standing by beside
another product is normal. On Linux none at all is a warning by policy, and so is one that only
looks when somebody tells it to; a running scanner is enough: it scans on demand. One that Windows
lists as on without its program is unknown. Source: TCVN 14423 levels 1-2 (real-time antivirus) and
Windows Security Center's own states.

Severity critical: without it one opened file is enough, and every directive for Tết asks for it.
"""

from dataclasses import dataclass

from core.checks._saying import (
    edition,
    failed,
    is_windows,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.antivirus.facts import AntivirusFacts, Product, Protection
from core.probes.machine.facts import MachineFacts

ID = "AV-101"
OS = ("windows", "linux")
SEVERITY = Severity.CRITICAL
DEPTH = Depth.QUICK
NEEDS = (AntivirusFacts, MachineFacts)
PAGES = {"windows": "windowsdefender:"}

_NEITHER = {UnknownCode.SERVICE_OFF: False, UnknownCode.NOT_SUPPORTED: False}
"""Where something else than the list of products was not read, its sentences do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn when the licence ends within so many days."""

    licence_days: int = 30


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the products found; one that is known to protect outweighs idle ones."""
    antivirus, windows = facts.of(AntivirusFacts), is_windows(facts)
    products = antivirus.products
    if isinstance(products, Unknown):
        return _unread(products, facts)
    if not products:
        return _nothing_found(facts)
    unclear_ones = _unclear_ones(antivirus, products)
    running = [each for each in products if each.protection is Protection.ON]
    if any(_protects(each, windows) for each in running):
        standing = _judge_running(antivirus, running, params, windows)
        has_centre = windows and facts.of(MachineFacts).server is not True
        return worst([standing], [*unclear_ones, *_centre(antivirus, has_centre)])
    watching = [(each, each.real_time) for each in running]
    unread = [
        not_known(real_time, _seen(antivirus, each), own=_NEITHER)
        for each, real_time in watching
        if isinstance(real_time, Unknown)
    ]
    return worst([*unclear_ones, *unread] or [_judge_idle(antivirus, products)])


def _unread(products: Unknown, facts: FactSet) -> Judgement:
    """Say why there is no list; only Windows has the service, only its servers lack the list."""
    windows = is_windows(facts)
    own = {
        UnknownCode.SERVICE_OFF: windows,
        UnknownCode.NOT_SUPPORTED: windows and facts.of(MachineFacts).server is True,
    }
    evidence = seen(facts.of(AntivirusFacts), "products")
    return not_known(products, evidence, own=own, told=edition(facts))


def _nothing_found(facts: FactSet) -> Judgement:
    evidence = seen(facts.of(AntivirusFacts), "products")
    system = facts.of(MachineFacts).os
    if isinstance(system, Unknown):
        return not_known(system, (*evidence, *seen(facts.of(MachineFacts), "os")), own=_NEITHER)
    return warned("linux_none", evidence) if system == "linux" else failed("none", evidence)


def _protects(product: Product, windows: bool) -> bool:
    return product.real_time is True or not windows


def _judge_running(
    antivirus: AntivirusFacts, running: list[Product], params: Params, windows: bool
) -> Judgement:
    """Judge the running products, at least one of which protects."""
    evidence = tuple(item for each in running for item in _seen(antivirus, each))
    names = tuple(each.name for each in running)
    if len(running) > 1:
        return warned("two", evidence, count=len(names), products=names)
    days = running[0].licence_days
    if isinstance(days, int) and days <= params.licence_days:
        return warned("expiring", evidence, product=names[0], days=max(0, days))
    if not _protects(running[0], windows=True):
        return passed("on_demand", evidence, product=names[0])
    return passed(_standing_case(antivirus), evidence, product=names[0])


def _standing_case(antivirus: AntivirusFacts) -> str:
    products = () if isinstance(antivirus.products, Unknown) else antivirus.products
    standby = (each for each in products if each.protection is Protection.PASSIVE)
    return "takes_over" if any("Defender" in each.name for each in standby) else "on"


def _centre(antivirus: AntivirusFacts, has_centre: bool) -> list[Judgement]:
    """Judge the service that speaks up when protection stops; Windows has it, its servers not."""
    running, evidence = antivirus.centre_running, seen(antivirus, "centre_running")
    if not has_centre or running is True:
        return []
    if isinstance(running, Unknown):
        return [not_known(running, evidence, own=_NEITHER)]
    return [warned("service_off", evidence)]


def _judge_idle(antivirus: AntivirusFacts, products: tuple[Product, ...]) -> Judgement:
    """Judge products none of which protects; a paused one comes back by itself."""
    evidence = tuple(item for each in products for item in _seen(antivirus, each))
    for state, say, case in (
        (Protection.SNOOZED, warned, "snoozed"),
        (Protection.EXPIRED, failed, "expired"),
        (Protection.ON, failed, "realtime_off"),
        (Protection.OFF, failed, "off"),
        (Protection.ON_DEMAND, warned, "linux_on_demand"),
    ):
        for each in products:
            if each.protection is state:
                return say(case, evidence, product=each.name)
    return failed("off", evidence, product=products[0].name)


def _unclear_ones(antivirus: AntivirusFacts, products: tuple[Product, ...]) -> list[Judgement]:
    return [
        unclear(
            "gone" if state.code is UnknownCode.NOT_FOUND else "state",
            state.code,
            _seen(antivirus, each),
            product=each.name,
        )
        for each, state in ((each, each.protection) for each in products)
        if isinstance(state, Unknown)
    ]


def _seen(antivirus: AntivirusFacts, product: Product) -> tuple[Evidence, ...]:
    names = ("protection", "real_time", "licence_days")
    return seen_of(antivirus, "products", product.name, product, *names)
