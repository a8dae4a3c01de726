"""ACC-401: who administers this machine.

Rule: few administrators, known by name; daily work under another account; nobody became one since
the last run unnoticed. A second account with uid 0 is a fail. Rules that could not be read may
add administrators, so without them the list is never called short. Source: TCVN 14423 levels 1-2
(least privilege); "at most two" is advice of this program: one in charge and one in reserve.

Severity medium: the list is for people to judge; a part of it needs rights to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks._ages import moment
from core.checks._people import (
    administrators,
    damage,
    nobody,
    unread_list,
    unread_members,
    unread_rules,
)
from core.checks._saying import (
    failed,
    is_windows,
    passed,
    seen,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.history import HistoryFacts
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts
from core.probes.machine.facts import MachineFacts

ID = "ACC-401"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, HistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:otherusers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How many administrator accounts are recommended at most."""

    most: int = 2


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the list of administrators, and whether it is whole."""
    accounts = facts.of(AccountsFacts).accounts
    if isinstance(accounts, Unknown):
        return worst([*_judge_twins(facts), unread_list(facts, accounts, "accounts")])
    people = administrators(accounts)
    if not people:
        return worst([*_judge_twins(facts), nobody(facts, accounts)])
    names = tuple(each.name for each in people)
    mild = [
        *_judge_new(facts, names),
        _judge_count(facts, people, params),
        *_judge_daily(facts, names),
        *_judge_members(facts),
        *unread_rules(facts, "no_right"),
        *unread_members(facts, accounts),
    ]
    return worst([*_judge_twins(facts), *damage(facts)], mild)


def _judge_twins(facts: FactSet) -> Iterator[Judgement]:
    """Judge other accounts with uid 0; Windows has no such thing."""
    twins = () if is_windows(facts) else facts.of(AccountsFacts).root_twins
    if isinstance(twins, Unknown):
        yield unread_list(facts, twins, "root_twins")
    elif twins:
        yield failed("root_twin", seen(facts.of(AccountsFacts), "root_twins"), names=twins)


def _judge_count(facts: FactSet, people: list[Account], params: Params) -> Judgement:
    read = facts.of(AccountsFacts)
    names = tuple(each.name for each in people)
    evidence = tuple(
        item for each in people for item in seen_of(read, "accounts", each.name, each, "through")
    )
    if len(names) > params.most:
        return warned("many", evidence, count=len(names), names=names, limit=params.most)
    unsure = next((each.enabled for each in people if isinstance(each.enabled, Unknown)), None)
    if unsure is not None:
        return unread_list(facts, unsure, "accounts")
    return passed("few", evidence, count=len(names), names=names)


def _judge_new(facts: FactSet, names: tuple[str, ...]) -> Iterator[Judgement]:
    """Compare with the last whole run; without one there is nothing to compare with."""
    history = facts.of(HistoryFacts)
    before, date = history.administrators, history.last_run_at
    if isinstance(before, Unknown) or isinstance(moment(date), Unknown):
        return
    new = tuple(name for name in names if name not in before)
    if new:
        evidence = seen(history, "administrators", "last_run_at")
        yield warned("new", evidence, name=", ".join(new), date=str(date))


def _judge_daily(facts: FactSet, names: tuple[str, ...]) -> Iterator[Judgement]:
    current = facts.of(AccountsFacts).current
    if isinstance(current, Unknown):
        yield unread_list(facts, current, "current")
    elif current in names:
        yield warned("daily", seen(facts.of(AccountsFacts), "current"), name=current)


def _judge_members(facts: FactSet) -> Iterator[Judgement]:
    """Judge members of the administrators group that are more than an account here."""
    read = facts.of(AccountsFacts)
    unresolved, groups = read.unresolved, read.domain_groups
    if isinstance(unresolved, Unknown):
        yield unread_list(facts, unresolved, "unresolved")
    elif unresolved:
        yield warned("unresolved", seen(read, "unresolved"), count=unresolved)
    if isinstance(groups, Unknown):
        yield unread_list(facts, groups, "domain_groups")
    elif groups:
        evidence = seen(read, "domain_groups")
        yield unclear("domain", UnknownCode.NOT_SUPPORTED, evidence, name=", ".join(groups))
