"""What the checks of accounts share: who counts, and whether the list is whole."""

from collections.abc import Iterator

from core.checks._saying import edition, is_windows, not_known, seen, unclear
from core.model.facts import FactSet
from core.model.result import Judgement
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts

NOT_ONE_NAME = {UnknownCode.NO_RIGHT: False}
"""Where the whole list is in question, a sentence about one account does not fit."""


def usable(accounts: tuple[Account, ...]) -> list[Account]:
    """Return the accounts that can be signed in to, as far as is known."""
    return [each for each in accounts if each.enabled is not False]


def administrators(accounts: tuple[Account, ...]) -> list[Account]:
    """Return the usable accounts that are known to administer."""
    return [each for each in usable(accounts) if each.administrator is True]


def nobody(facts: FactSet, accounts: tuple[Account, ...]) -> Judgement:
    """Say that no administrator was found: every machine has one, so the reading failed."""
    states = (state for each in accounts for state in (each.administrator, each.enabled))
    unread = next((state for state in states if isinstance(state, Unknown)), None)
    return unread_list(facts, unread or Unknown(UnknownCode.NOT_FOUND), "accounts")


def unread_list(facts: FactSet, unread: Unknown, *names: str) -> Judgement:
    """Say that the list of accounts, or something about the whole of it, was not read."""
    evidence = seen(facts.of(AccountsFacts), *names)
    return not_known(unread, evidence, own=NOT_ONE_NAME, told=edition(facts))


def damage(facts: FactSet) -> Iterator[Judgement]:
    """Say that damaged lines may hide an account; only Linux keeps accounts in lines."""
    damaged = facts.of(AccountsFacts).damaged_lines
    if is_windows(facts):
        return
    if isinstance(damaged, Unknown):
        yield unread_list(facts, damaged, "damaged_lines")
    elif damaged:
        evidence = seen(facts.of(AccountsFacts), "damaged_lines")
        yield unclear("damaged", UnknownCode.MALFORMED, evidence, count=damaged)


def unread_rules(facts: FactSet, case: str) -> Iterator[Judgement]:
    """Say that unread sudo rules may make more administrators; Windows has no such rules."""
    read = facts.of(AccountsFacts).rules_read
    if is_windows(facts):
        return
    if isinstance(read, Unknown) and read.code is not UnknownCode.NO_RIGHT:
        yield unread_list(facts, read, "rules_read")
    elif read is not True:
        yield unclear(case, UnknownCode.NO_RIGHT, seen(facts.of(AccountsFacts), "rules_read"))


def unread_members(facts: FactSet, accounts: tuple[Account, ...]) -> Iterator[Judgement]:
    """Say of which usable accounts it is not known whether they administer."""
    for each in usable(accounts):
        if isinstance(each.administrator, Unknown):
            yield unread_list(facts, each.administrator, "accounts")
