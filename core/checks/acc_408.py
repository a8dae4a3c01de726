"""ACC-408: the built-in administrator is not an everyday door.

Rule: the built-in account (Windows: the SID that ends with 500, whatever its name; Linux: root)
that can be signed in to by password is a warning: it belongs to nobody by name, and Windows never
locks it by default. Source: TCVN 14423 levels 1-2 (accounts are personal), Microsoft's advice to
leave it disabled.

Severity low: many technicians keep it on purpose; they should know that it is open.
"""

from dataclasses import dataclass

from core.checks._people import unread_list
from core.checks._saying import edition, is_windows, not_known, passed, seen, seen_of, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, first_unknown
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.machine.facts import MachineFacts

ID = "ACC-408"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (AccountsFacts, MachineFacts)
PAGES = {"windows": "ms-settings:otherusers"}

_BUILT_IN = "-500"
_ROOT = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The account is open or it is not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the one account by its number."""
    read = facts.of(AccountsFacts)
    if isinstance(read.accounts, Unknown):
        return unread_list(facts, read.accounts, "accounts")
    windows = is_windows(facts)
    wanted = [each for each in read.accounts if _is_built_in(each, windows)]
    if not wanted:
        return passed("absent", seen(read, "accounts"))
    account = wanted[0]
    evidence = seen_of(read, "accounts", account.name, account, "enabled", "password")
    given = (account.enabled,) if windows else (account.enabled, account.password)
    unread = first_unknown(*given)
    if unread is not None and account.enabled is not False:
        return not_known(unread, evidence, told=edition(facts))
    open_by_password = windows or account.password in (PasswordState.SET, PasswordState.EMPTY)
    if account.enabled is not False and open_by_password:
        return warned("open", evidence, name=account.name)
    return passed("good", evidence, name=account.name)


def _is_built_in(account: Account, windows: bool) -> bool:
    return account.id.endswith(_BUILT_IN) if windows else account.id == _ROOT
