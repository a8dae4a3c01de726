"""ACC-402: how long ago the passwords of administrators were changed. No password is ever read.

Rule: every administrator account that can be signed in to has a password, changed within the
limits, with a maximum age. Without one, never set, or above the limit is a fail; never expiring
or due for a change is a warning. A locked password has no age to judge. Source: TCVN 14423 levels
1-2 (administrator passwords change at least every two months), hence the warning at 60 days.

Severity medium: on Linux only an administrator can read the dates, and an ordinary user's run
should not stay without a verdict for it. An empty password is a high matter of ACC-403.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, age
from core.checks._people import (
    administrators,
    damage,
    nobody,
    unread_list,
    unread_members,
    unread_rules,
)
from core.checks._saying import (
    edition,
    failed,
    not_applicable,
    not_known,
    passed,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Result, Severity, Value
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts

ID = "ACC-402"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, MachineFacts)
PAGES = {"windows": "ms-settings:signinoptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of an administrator's password, in days."""

    warn_days: int = 60
    fail_days: int = 180


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every administrator account; the worst one speaks."""
    accounts = facts.of(AccountsFacts).accounts
    if isinstance(accounts, Unknown):
        return unread_list(facts, accounts, "accounts")
    people = administrators(accounts)
    if not people:
        return nobody(facts, accounts)
    parts = [_judge_account(facts, each, params) for each in people]
    doubts = [
        *damage(facts),
        *unread_rules(facts, "rules"),
        *unread_members(facts, accounts),
    ]
    mild = [_judge_expiry(facts, each, params) for each in people if _has_age(each)]
    return worst([*parts, *doubts], mild)


def _has_age(account: Account) -> bool:
    return account.password is PasswordState.SET or isinstance(account.password, Unknown)


def _judge_account(facts: FactSet, account: Account, params: Params) -> Judgement:
    """Judge one account; whether it can be signed in to must be known to call it bad."""
    judgement = _judge_password(facts, account, params)
    if isinstance(account.enabled, Unknown) and judgement.result is Result.FAIL:
        return _unread(facts, account, account.enabled, judgement.evidence)
    return judgement


def _judge_password(facts: FactSet, account: Account, params: Params) -> Judgement:
    evidence = _seen(facts, account, "password", "changed_on", "enabled")
    name, state = account.name, account.password
    given: dict[str, Value] = {"name": name, "warn_days": params.warn_days}
    if isinstance(state, Unknown):
        return _unread(facts, account, state, evidence)
    if state is PasswordState.EMPTY:
        return failed("empty", evidence, **given)
    if state is PasswordState.NEVER_SET:
        return failed("never_set", evidence, **given)
    if state is PasswordState.LOCKED:
        return not_applicable("locked", evidence, name=name)
    if state is PasswordState.CLOUD:
        return unclear("cloud", UnknownCode.NOT_SUPPORTED, evidence, name=name)
    return _judge_age(facts, account, params, evidence)


def _judge_age(
    facts: FactSet, account: Account, params: Params, evidence: tuple[Evidence, ...]
) -> Judgement:
    name, changed_on = account.name, account.changed_on
    given: dict[str, Value] = {"name": name, "warn_days": params.warn_days}
    evidence = (*evidence, *_seen(facts, account, "changed_odd", "must_change"))
    if account.must_change is True:
        return warned("must_change", evidence, **given)
    unread = first_unknown(account.changed_odd, account.must_change, changed_on)
    days = age(changed_on, facts.of(AccountsFacts).origin.at)
    if account.changed_odd is True or (unread is None and isinstance(days, int) and days < 0):
        return unclear("bad_date", UnknownCode.MALFORMED, evidence, name=name)
    if changed_on == "" and unread is None:
        return unclear("no_date", UnknownCode.NOT_FOUND, evidence, name=name)
    if unread is not None or isinstance(days, Unknown):
        cause = unread or first_unknown(days) or Unknown(UnknownCode.MALFORMED)
        return _unread(facts, account, cause, evidence)
    if days > params.fail_days:
        return failed("old", evidence, **given, days=days, limit=params.fail_days)
    if days > params.warn_days:
        return warned("aging", evidence, **given, days=days, limit=params.fail_days)
    return passed("fresh", evidence, limit=params.warn_days)


def _judge_expiry(facts: FactSet, account: Account, params: Params) -> Judgement:
    evidence = _seen(facts, account, "never_expires")
    if isinstance(account.never_expires, Unknown):
        return _unread(facts, account, account.never_expires, evidence)
    if account.never_expires:
        days = params.warn_days
        return warned("never_expires", evidence, name=account.name, warn_days=days)
    return passed("fresh", evidence, limit=params.warn_days)


def _unread(
    facts: FactSet, account: Account, unread: Unknown, evidence: tuple[Evidence, ...]
) -> Judgement:
    told = {**edition(facts), "name": account.name}
    return not_known(unread, evidence, own={UnknownCode.NO_RIGHT: True}, told=told)


def _seen(facts: FactSet, account: Account, *names: str) -> tuple[Evidence, ...]:
    return seen_of(facts.of(AccountsFacts), "accounts", account.name, account, *names)
