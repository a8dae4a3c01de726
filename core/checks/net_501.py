"""NET-501: uninvited connections from outside are really refused.

Rule: what counts is what the loaded rules do, not that a service is enabled. On Linux IPv4 left
open is a fail, IPv6 alone left open a warning. On Windows the network in use must be filtered (or
another product must have taken over); another kind of network switched off, a default of letting
in, or one rule that lets everything in is a warning. Source: TCVN 14423 levels 1-2 (host firewall
on), Windows Firewall's documented profiles.

Severity high: worms in an office network spread through open ports, nobody has to click.
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
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Result, Severity
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.firewall.facts import FirewallFacts, FirewallProfile, Inbound
from core.probes.machine.facts import MachineFacts

ID = "NET-501"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (FirewallFacts, MachineFacts)
PAGES = {"windows": "windowsdefender://network"}

_NAMES = ("domain", "private", "public")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A firewall filters or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge by what the system in question can tell."""
    system = facts.of(MachineFacts).os
    if isinstance(system, Unknown):
        return not_known(system, seen(facts.of(MachineFacts), "os"))
    return _judge_windows(facts) if is_windows(facts) else _judge_linux(facts)


def _judge_linux(facts: FactSet) -> Judgement:
    firewall = facts.of(FirewallFacts)
    evidence = seen(firewall, "inbound4", "inbound6", "rules", "units")
    four, six, rules = firewall.inbound4, firewall.inbound6, firewall.rules
    if isinstance(four, Unknown):
        return _unread(facts, four, evidence)
    if four is Inbound.ALLOWED:
        return failed("no_rules" if six is Inbound.ALLOWED else "open4", evidence)
    if isinstance(six, Unknown):
        return _unread(facts, six, evidence)
    if six is Inbound.ALLOWED:
        return warned("open6", evidence)
    if isinstance(rules, Unknown):
        return _unread(facts, rules, evidence)
    return passed("rules", evidence, count=rules)


def _judge_windows(facts: FactSet) -> Judgement:
    firewall = facts.of(FirewallFacts)
    product, profiles = firewall.product, firewall.profiles
    evidence = seen(firewall, "product", "service_running", "profiles")
    if not isinstance(product, Unknown) and product:
        return passed("other", evidence, product=product)
    if isinstance(profiles, Unknown):
        return _unread(facts, profiles, evidence)
    known = tuple(each for each in profiles if each.name in _NAMES)
    if not known:
        return not_known(Unknown(UnknownCode.NOT_FOUND), evidence)
    standing = worst(
        [_judge_filtering(facts, known, evidence)],
        [*(_judge_profile(facts, each) for each in known), _judge_any_rule(facts)],
    )
    if isinstance(product, Unknown) and standing.result is Result.FAIL:
        return _unread(facts, product, standing.evidence)
    return standing


def _judge_filtering(
    facts: FactSet, profiles: tuple[FirewallProfile, ...], evidence: tuple[Evidence, ...]
) -> Judgement:
    """Judge whether the network in use is filtered, and by a service that runs."""
    running = facts.of(FirewallFacts).service_running
    off = tuple(each.name for each in profiles if each.in_use is True and each.on is False)
    if off:
        return failed("off", evidence, profile=off)
    if running is False:
        return failed("service_off", evidence)
    for each in profiles:
        unread = first_unknown(each.on, *((each.in_use,) if each.on is False else ()))
        if unread is not None and each.in_use is not False:
            return _unread(facts, unread, evidence)
    if isinstance(running, Unknown):
        return _unread(facts, running, evidence)
    used = tuple(each.name for each in profiles if each.in_use is True)
    return passed("on", evidence, profile=used) if used else passed("on_all", evidence)


def _judge_profile(facts: FactSet, profile: FirewallProfile) -> Judgement:
    """Judge what can at worst warn about one kind of network."""
    firewall = facts.of(FirewallFacts)
    names = ("on", "in_use", "inbound")
    evidence = seen_of(firewall, "profiles", profile.name, profile, *names)
    good = passed("on_all", evidence)
    if profile.in_use is False:
        if isinstance(profile.on, Unknown):
            return _unread(facts, profile.on, evidence)
        # A domain profile says nothing about a machine that is in no domain.
        idle = profile.name == "domain" and facts.of(MachineFacts).domain == ""
        return (
            good if profile.on or idle else warned("other_profile", evidence, profile=profile.name)
        )
    if profile.inbound is Inbound.ALLOWED and profile.in_use is True:
        return warned("allow", evidence)
    unread = first_unknown(profile.inbound, profile.in_use)
    return good if unread is None else _unread(facts, unread, evidence)


def _judge_any_rule(facts: FactSet) -> Judgement:
    firewall = facts.of(FirewallFacts)
    rule, evidence = firewall.any_rule, seen(firewall, "any_rule")
    if isinstance(rule, Unknown):
        return _unread(facts, rule, evidence)
    return warned("any_rule", evidence, name=rule) if rule else passed("on_all", evidence)


def _unread(facts: FactSet, unread: Unknown, evidence: tuple[Evidence, ...]) -> Judgement:
    return not_known(unread, evidence, own={UnknownCode.NO_RIGHT: True}, told=edition(facts))
