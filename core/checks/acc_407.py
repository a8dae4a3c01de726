"""ACC-407: accounts that nobody uses are not left open.

Rule: an account that can be signed in to and was not for more than `idle_days` is a warning; one
never used counts from the day its password was set. The built-in root, the account in use and
accounts kept in the cloud or a domain are left out: nobody here records their sign-ins. Source:
TCVN 14423 levels 1-2 (accounts idle for more than 45 days are disabled).

Severity low: it is a door nobody watches, not a door that stands open.
"""

from dataclasses import dataclass

from core.checks._ages import age
from core.checks._people import unread_list, usable
from core.checks._saying import edition, not_known, passed, seen, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts
from core.probes.sign_in.facts import SignInFacts

ID = "ACC-407"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (SignInFacts, AccountsFacts, MachineFacts)
PAGES = {"windows": "ms-settings:otherusers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """After how many days without a sign-in an account counts as unused."""

    idle_days: int = 45


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every account of a person that is kept here."""
    read, accounts = facts.of(SignInFacts), facts.of(AccountsFacts).accounts
    if isinstance(accounts, Unknown):
        return unread_list(facts, accounts, "accounts")
    evidence = seen(read, "last")
    if isinstance(read.last, Unknown):
        return not_known(read.last, evidence, told=edition(facts))
    times = {each.id: each.at for each in read.last}
    current = facts.of(AccountsFacts).current
    people = [each for each in usable(accounts) if each.id != "0" and each.name != current]
    kept_here = [each for each in people if each.id in times and not _in_cloud(each)]
    idle: list[str] = []
    unread: list[Judgement] = []
    for each in kept_here:
        days = _idle_days(each, times[each.id], read.origin.at)
        if isinstance(days, Unknown):
            unread.append(not_known(days, evidence, told=edition(facts)))
        elif days > params.idle_days:
            idle.append(each.name)
    if idle:
        return warned("idle", evidence, names=tuple(idle), days=params.idle_days)
    return worst([*unread, passed("good", evidence, days=params.idle_days)])


def _in_cloud(account: Account) -> bool:
    return account.password is PasswordState.CLOUD


def _idle_days(account: Account, at: str | Unknown, now: str) -> int | Unknown:
    """Return for how many days an account was not used; negative dates are malformed."""
    if isinstance(account.enabled, Unknown):
        return account.enabled
    since = at if isinstance(at, Unknown) or at else account.changed_on
    if since == "":
        return Unknown(UnknownCode.NOT_FOUND, "never used, and no day of its password")
    days = age(since, now)
    if isinstance(days, int) and days < 0:
        return Unknown(UnknownCode.MALFORMED, f"in the future: {since}")
    return days
