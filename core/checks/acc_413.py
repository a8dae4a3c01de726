"""ACC-413: how long ago the passwords of ordinary users were changed. No password is ever read.

Rule: an account of a person who does not administer, with a password older than `user_days`, is a
warning. Accounts in the cloud, locked ones and those without a day are left out: ACC-403 says what
there is to say of them. Source: advice of this program; TCVN 14423 limits administrators only.

Severity low: an ordinary account opens its own files only.
"""

from dataclasses import dataclass

from core.checks._ages import past_age
from core.checks._people import unread_list, usable
from core.checks._saying import edition, not_known, passed, seen, seen_of, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts

ID = "ACC-413"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, MachineFacts)
PAGES = {"windows": "ms-settings:signinoptions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """After how many days an ordinary user's password counts as old."""

    user_days: int = 365


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every account that is known not to administer."""
    read = facts.of(AccountsFacts)
    if isinstance(read.accounts, Unknown):
        return unread_list(facts, read.accounts, "accounts")
    people = [each for each in usable(read.accounts) if each.administrator is not True]
    days = {each.name: _days(each, read.origin.at) for each in people}
    old = tuple(
        name for name, told in days.items() if isinstance(told, int) and told > params.user_days
    )
    evidence = tuple(
        item
        for each in people
        for item in seen_of(read, "accounts", each.name, each, "password", "changed_on")
    )
    if old:
        return warned("old", evidence, names=old, days=params.user_days)
    unread = [told for told in days.values() if isinstance(told, Unknown)]
    good = passed("good", evidence or seen(read, "accounts"), days=params.user_days)
    return worst([*(not_known(each, evidence, told=edition(facts)) for each in unread), good])


def _days(account: Account, now: str) -> int | Unknown | None:
    """Return the age of a password in days; None where there is nothing to count."""
    if isinstance(account.administrator, Unknown):
        return account.administrator
    if account.must_change is True:
        return None
    if isinstance(account.password, Unknown):
        return account.password
    if account.password is not PasswordState.SET or account.changed_on == "":
        return None
    return past_age(account.changed_on, now)
