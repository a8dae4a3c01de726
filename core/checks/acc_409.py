"""ACC-409: administrators' passwords are seen to change, run after run. No password is ever read.

Rule: the program keeps the day of change that the system tells, and compares. A day that moved
forward is a change that was seen; the last one must not be older than `rotate_days`, nor may an
account be watched longer than that without one. A day that moved back is a warning: a clock or a
record was set back. Accounts without a day are left to ACC-402. Source: TCVN 14423 levels 1-2
(administrator passwords change regularly), evidence for the officer who inspects.

Severity low: it is the record beside ACC-402, which judges the age itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.checks._ages import age
from core.checks._people import administrators, nobody, unread_list, unread_members
from core.checks._saying import not_applicable, not_known, passed, seen, seen_of, warned, worst
from core.model.facts import FactSet
from core.model.history import HistoryFacts, PasswordSeen
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts

ID = "ACC-409"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, HistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:signinoptions"}

_WITHOUT_A_DAY = (PasswordState.LOCKED, PasswordState.EMPTY, PasswordState.CLOUD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Within how many days a change of each administrator's password should be seen."""

    rotate_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Compare every administrator's day of change with the one on record."""
    accounts = facts.of(AccountsFacts).accounts
    if isinstance(accounts, Unknown):
        return unread_list(facts, accounts, "accounts")
    people = administrators(accounts)
    if not people:
        return nobody(facts, accounts)
    seen_before = facts.of(HistoryFacts).passwords
    known: Mapping[str, PasswordSeen] = {}
    if not isinstance(seen_before, Unknown):
        known = {each.id: each for each in seen_before}
    parts = [
        _judge_one(facts, each, known[each.id], params)
        for each in people
        if each.id in known and each.password not in _WITHOUT_A_DAY
    ]
    unread = [
        unread_list(facts, each.changed_on, "accounts")
        for each in people
        if each.id not in known and isinstance(each.changed_on, Unknown) and _is_kept_here(each)
    ]
    doubts = [*unread_members(facts, accounts)]
    first = not_applicable("first", seen(facts.of(HistoryFacts), "passwords"))
    return worst([*parts, *unread], doubts) if parts or unread else first


def _is_kept_here(account: Account) -> bool:
    """Say whether this machine keeps the password; a domain has its own record."""
    day = account.changed_on
    return not (isinstance(day, Unknown) and day.code is UnknownCode.NOT_SUPPORTED)


def _judge_one(facts: FactSet, account: Account, before: PasswordSeen, params: Params) -> Judgement:
    read, day = facts.of(AccountsFacts), account.changed_on
    evidence = (
        *seen_of(read, "accounts", account.name, account, "changed_on"),
        *seen(facts.of(HistoryFacts), "passwords"),
    )
    if isinstance(day, Unknown):
        return not_known(day, evidence)
    for text in (day, before.changed_on, before.rotated_on):
        when = age(text, read.origin.at) if text else 0
        if isinstance(when, Unknown):
            return not_known(when, evidence)
    if day < before.changed_on:
        return warned("back", evidence, name=account.name, date=before.changed_on)
    rotated = day if day > before.changed_on else before.rotated_on
    since = rotated or before.first_seen_at
    days = age(since, read.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    if days > params.rotate_days:
        case = "overdue" if rotated else "never"
        return warned(case, evidence, name=account.name, days=days, limit=params.rotate_days)
    if rotated:
        return passed("rotated", evidence, name=account.name, date=rotated)
    return passed("watching", evidence, name=account.name, days=days)
