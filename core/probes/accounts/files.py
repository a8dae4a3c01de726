"""The account files of Linux, line by line: passwd, group, shadow."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import PasswordState

EPOCH = date(1970, 1, 1)
_HASH = re.compile(r"\$.+|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}")
_SHADOW_FIELDS = 9
NEVER_DAYS = 99_999
"""A maximum age of this many days or more stands for none (shadow(5), login.defs)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A line of /etc/passwd."""

    name: str
    password: str
    uid: int
    gid: int
    shell: str


@dataclass(frozen=True, slots=True)
class Group:
    """A line of /etc/group."""

    name: str
    gid: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is known of a password and its dates, without the password.

    `expires_on` is the day the account itself expires, None for never.
    """

    password: PasswordState | Unknown
    changed_on: str | Unknown
    changed_odd: bool | Unknown
    must_change: bool | Unknown
    never_expires: bool | Unknown
    expires_on: date | Unknown | None


def _fields(text: str, count: int) -> tuple[list[list[str]], int]:
    """Return the lines of the right number of fields, and how many others there are.

    Lines of NIS (`+…`, `-…`) bring accounts from elsewhere and are not damaged.
    """
    good, damaged = [], 0
    for line in text.splitlines():
        if not line.strip() or line.startswith(("#", "+", "-")):
            continue
        fields = line.split(":")
        if len(fields) == count and fields[0]:
            good.append(fields)
        else:
            damaged += 1
    return good, damaged


def read_passwd(text: str) -> tuple[tuple[Person, ...], int]:
    """Return the accounts, and how many lines made no sense."""
    lines, damaged = _fields(text, 7)
    people = []
    for name, password, uid, gid, _, _, shell in lines:
        if uid.isdecimal() and gid.isdecimal():
            people.append(Person(name, password, int(uid), int(gid), shell.strip()))
        else:
            damaged += 1
    return tuple(people), damaged


def read_group(text: str) -> tuple[tuple[Group, ...], int]:
    """Return the groups, and how many lines made no sense."""
    lines, damaged = _fields(text, 4)
    groups = []
    for name, _, gid, members in lines:
        if gid.isdecimal():
            named = (member.strip() for member in members.split(","))
            groups.append(Group(name, int(gid), tuple(member for member in named if member)))
        else:
            damaged += 1
    return tuple(groups), damaged


def state_of(field: str) -> PasswordState:
    """Return what a password field says; what can be no hash locks the password (shadow(5))."""
    if field == "":
        return PasswordState.EMPTY
    return PasswordState.SET if _HASH.fullmatch(field) else PasswordState.LOCKED


def day_text(days: str) -> str:
    """Return the ISO day of a count of days since 1970, empty when there is no such day."""
    try:
        return (EPOCH + timedelta(days=int(days))).isoformat()
    except (ValueError, OverflowError):
        return ""


def _expiry(field: str) -> date | Unknown | None:
    if field in ("", "-1"):
        return None
    day = day_text(field) if field.isdecimal() else ""
    if not day:
        return Unknown(UnknownCode.MALFORMED, f"expiry {field[:20]!r}")
    return date.fromisoformat(day)


def ageing_of(fields: list[str], today: date) -> Ageing:
    """Read one line of shadow, given as its nine fields. Days are counted in UTC, as chage does."""
    _, password, changed, _, longest, _, _, expires, _ = fields
    must_change = changed == "0"
    changed_on = "" if changed in ("", "0") else day_text(changed) if changed.isdecimal() else ""
    odd = changed not in ("", "0") and (not changed_on or changed_on > today.isoformat())
    never: bool | Unknown = longest in ("", "-1")
    if not never:
        never = (
            int(longest) >= NEVER_DAYS
            if longest.isdecimal()
            else Unknown(UnknownCode.MALFORMED, f"maximum age {longest[:20]!r}")
        )
    return Ageing(
        password=state_of(password),
        changed_on=changed_on,
        changed_odd=odd,
        must_change=must_change,
        never_expires=never,
        expires_on=_expiry(expires),
    )


def read_shadow(text: str, today: date) -> tuple[dict[str, Ageing], int]:
    """Return what is known of each account's password, and how many lines made no sense.

    An account whose line is damaged is unread, not absent. The first line of a name counts.
    """
    found: dict[str, Ageing] = {}
    damaged = 0
    for line in text.splitlines():
        fields = line.split(":")
        if not line.strip() or line.startswith(("#", "+", "-")):
            continue
        if len(fields) == _SHADOW_FIELDS and fields[0]:
            found.setdefault(fields[0], ageing_of(fields, today))
            continue
        damaged += 1
        why = Unknown(UnknownCode.MALFORMED, f"{len(fields)} fields in a line of shadow")
        found.setdefault(fields[0], unread_ageing(why))
    return found, damaged


def unread_ageing(why: Unknown) -> Ageing:
    """Return an ageing of which nothing is known, for one reason."""
    return Ageing(why, why, why, why, why, why)


def never_set() -> Ageing:
    """Return the ageing of an account that has no line in shadow."""
    return Ageing(PasswordState.NEVER_SET, "", False, False, True, None)
