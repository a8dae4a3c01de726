"""The rules that new passwords and wrong ones meet."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRulesFacts(Facts):
    """The rules of accounts kept on this machine; those of a domain are kept there.

    `min_length`: the shortest password taken. `history`: how many earlier passwords are refused.
    `max_age_days`: after how many days a new password is demanded, 0 for never. `lockout_after`:
    how many wrong passwords lock an account, 0 for never.
    """

    TOPIC: ClassVar[str] = "password_rules"

    min_length: int | Unknown
    history: int | Unknown
    max_age_days: int | Unknown
    lockout_after: int | Unknown
