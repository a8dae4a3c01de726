"""Ways to sign in: unasked, from afar without a password, long unused. Never a password."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSignIn:
    """When an account was last signed in to; `id` is its SID or uid, `at` is empty for never."""

    name: str
    id: str
    at: str | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFacts(Facts):
    """How people get in.

    `automatic`: the account that is signed in without being asked, empty for none.
    `stored_password`: a password for that stands in the registry in plain text (only whether, never
    which). `last`: the newest sign-in of each account. `empty_refused`: an empty password is no way
    in from the network. `unasked`: who may do anything by sudo without a password.
    `laps`: where Windows keeps the rotating administrator password: `entra`, `ad`, `legacy`, empty
    for nowhere.
    """

    TOPIC: ClassVar[str] = "sign_in"

    automatic: str | Unknown
    stored_password: bool | Unknown
    last: tuple[LastSignIn, ...] | Unknown
    empty_refused: bool | Unknown
    unasked: tuple[str, ...] | Unknown
    laps: str | Unknown
