"""Accounts, who administers, and when passwords were changed. Never a password or its hash."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class PasswordState(StrEnum):
    """What is known of a password without knowing it.

    `locked`: no password works, though other ways in may. `never_set`: the account is open for a
    password but has none on record (Linux: a shadow field of only `!` or `*` belongs to `locked`).
    `cloud`: kept by a Microsoft or Entra account, so its date is not known here.
    """

    SET = "set"
    EMPTY = "empty"
    LOCKED = "locked"
    NEVER_SET = "never_set"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account.

    `id` is the SID or the uid. `enabled`: can be signed in to (Linux: has a login shell and is
    not expired). `administrator`: may do anything, `through` names why (group, rule, uid 0).
    `changed_on` is the ISO day of the last password change, empty when none is recorded.
    `changed_odd`: the recorded day lies in the future or is not a number. `must_change`: at the
    next sign-in. `never_expires`: no maximum age. `password_required`: an empty password is
    refused. `guest`: the built-in guest account.
    """

    name: str
    id: str
    enabled: bool | Unknown
    administrator: bool | Unknown
    through: tuple[str, ...]
    password: PasswordState | Unknown
    changed_on: str | Unknown
    changed_odd: bool | Unknown
    must_change: bool | Unknown
    never_expires: bool | Unknown
    password_required: bool | Unknown
    guest: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsFacts(Facts):
    """The accounts of this machine that a person could use, and all that administer it.

    `current`: the account signed in now. `unresolved`: members of the administrators group whose
    name can no longer be read. `domain_groups`: groups, on Linux accounts and in Entra roles too,
    that administer and are kept in a domain or Entra, so that they cannot be looked up offline.
    `rules_read`: whether every rule that gives rights was read (Linux: sudoers). `root_twins`:
    other accounts with uid 0. `guest_session`: the sign-in screen lets guests in. `damaged_lines`:
    lines of the account files that made no sense. `let_in`: the accounts whose password the
    sign-in screen does not ask for.
    """

    TOPIC: ClassVar[str] = "accounts"

    accounts: tuple[Account, ...] | Unknown
    current: str | Unknown
    unresolved: int | Unknown
    domain_groups: tuple[str, ...] | Unknown
    rules_read: bool | Unknown
    root_twins: tuple[str, ...] | Unknown
    guest_session: bool | Unknown
    damaged_lines: int | Unknown
    let_in: tuple[str, ...] | Unknown
