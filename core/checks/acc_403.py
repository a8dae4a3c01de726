"""ACC-403: nobody gets in as a guest or without a password.

Rule: an enabled guest account, a guest session at the sign-in screen, an account whose password the
sign-in screen does not ask for, or an empty password is a fail. Windows does not tell whether a
password is empty, only whether an empty one is allowed: that is a warning. Accounts kept in a
domain are left to the domain. Source: TCVN 14423 levels 1-2 (every user is known by name and
password), pam_succeed_if(8) with the group `nopasswdlogin`.

Severity high: anyone at the keyboard is in, and nobody can tell later who it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks._people import damage, unread_list, usable
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
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts

ID = "ACC-403"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, MachineFacts)
PAGES = {"windows": "ms-settings:signinoptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A way in without a password is open or it is not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge guests, then every account that can be signed in to."""
    accounts, session = facts.of(AccountsFacts).accounts, _judge_session(facts)
    if isinstance(accounts, Unknown):
        return worst([*session, unread_list(facts, accounts, "accounts")])
    people = [each for each in usable(accounts) if not _kept_elsewhere(each)]
    if not people:
        return worst([*session, unread_list(facts, Unknown(UnknownCode.NOT_FOUND), "accounts")])
    guests = [_sure(facts, each, _judge_guest(facts, each)) for each in people]
    passwords = [_sure(facts, each, _judge_password(facts, each)) for each in people]
    return worst([*guests, *session, *_judge_let_in(facts, people), *passwords, *damage(facts)])


def _judge_session(facts: FactSet) -> list[Judgement]:
    """Judge the sign-in screen; that of Windows offers no guest session."""
    session = facts.of(AccountsFacts).guest_session
    if is_windows(facts):
        return []
    if isinstance(session, Unknown):
        return [unread_list(facts, session, "guest_session")]
    evidence = seen(facts.of(AccountsFacts), "guest_session")
    return [failed("guest_session", evidence) if session else _closed(facts, evidence)]


def _judge_let_in(facts: FactSet, people: list[Account]) -> Iterator[Judgement]:
    """Judge who gets in at the sign-in screen unasked; Windows has no such list."""
    names = facts.of(AccountsFacts).let_in
    if is_windows(facts):
        return
    if isinstance(names, Unknown):
        yield unread_list(facts, names, "let_in")
        return
    evidence = seen(facts.of(AccountsFacts), "let_in")
    for each in people:
        if each.name in names:
            yield _sure(facts, each, failed("let_in", evidence, name=each.name))


def _sure(facts: FactSet, account: Account, judgement: Judgement) -> Judgement:
    """Return a judgement as it stands; a bad one needs an account that can be signed in to."""
    if isinstance(account.enabled, Unknown) and judgement.result is not Result.PASS:
        return not_known(account.enabled, judgement.evidence, told=edition(facts))
    return judgement


def _judge_guest(facts: FactSet, account: Account) -> Judgement:
    evidence = _seen(facts, account, "guest", "enabled")
    if isinstance(account.guest, Unknown):
        return not_known(account.guest, evidence, told=edition(facts))
    if account.guest:
        return failed("guest", evidence, name=account.name)
    return _closed(facts, evidence)


def _judge_password(facts: FactSet, account: Account) -> Judgement:
    """Judge one password by its state, on Windows by whether it may be empty."""
    evidence = _seen(facts, account, "password", "password_required")
    state = account.password
    if state is PasswordState.EMPTY:
        return failed("empty", evidence, name=account.name)
    if is_windows(facts) and state is not PasswordState.CLOUD:
        return _judge_required(facts, account, evidence)
    if isinstance(state, Unknown):
        return not_known(state, evidence, told=edition(facts))
    if state is PasswordState.NEVER_SET:
        return warned("not_required", evidence, name=account.name)
    return _closed(facts, evidence)


def _judge_required(facts: FactSet, account: Account, evidence: tuple[Evidence, ...]) -> Judgement:
    if isinstance(account.password_required, Unknown):
        return not_known(account.password_required, evidence, told=edition(facts))
    if account.password_required is False:
        return warned("not_required", evidence, name=account.name)
    return _closed(facts, evidence)


def _kept_elsewhere(account: Account) -> bool:
    """Say whether an account is kept in a domain, which has its own rules and its own checks."""
    states = (account.enabled, account.password, account.password_required)
    return all(
        isinstance(each, Unknown) and each.code is UnknownCode.NOT_SUPPORTED for each in states
    )


def _closed(facts: FactSet, evidence: tuple[Evidence, ...]) -> Judgement:
    """Say that this way in is closed, as exactly as the system tells it."""
    return passed("required" if is_windows(facts) else "none_empty", evidence)


def _seen(facts: FactSet, account: Account, *names: str) -> tuple[Evidence, ...]:
    return seen_of(facts.of(AccountsFacts), "accounts", account.name, account, *names)
