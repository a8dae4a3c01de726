"""Accounts, who administers, and when passwords were changed, on Linux."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.model.facts import Origin
from core.model.moments import from_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.accounts.files import (
    Ageing,
    Group,
    Person,
    never_set,
    read_group,
    read_passwd,
    read_shadow,
    state_of,
    unread_ageing,
)
from core.probes.accounts.meant import belongs, groups_of, holds
from core.probes.accounts.own import own_ageing
from core.probes.accounts.screens import PAM, guest_session, let_in
from core.probes.accounts.sudoers import MAIN, Sudoers, read_sudoers
from core.probes.ask import Ask
from core.probes.formats import significant_lines
from core.probes.system import System

_PASSWD, _GROUP, _SHADOW = "/etc/passwd", "/etc/group", "/etc/shadow"
_KEPT_IN_SHADOW = "x"
_ADMIN_GROUPS = ("sudo", "wheel", "admin")
"""Groups that sudo and polkit of the common distributions let do anything."""
_FIRST_PERSON, _NOBODY = 1000, (65_534, 65_535)
_NO_LOGIN = frozenset({"nologin", "false", "true", "sync", "halt", "shutdown"})
_PAM = ("/etc/pam.d/common-auth", "/etc/pam.d/system-auth", "/etc/pam.d/password-auth")
_NSSWITCH = "/etc/nsswitch.conf"
_DIRECTORIES = frozenset({"sss", "winbind", "ldap", "nis", "nisplus"})
"""Sources of accounts beyond this machine, as nsswitch.conf names them."""


@dataclass(frozen=True, slots=True)
class _Files:
    """The account files as read; `directory` says that there are accounts beyond them."""

    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    shadow: dict[str, Ageing] | Unknown
    damaged: int
    directory: bool


def _rights_by_group(person: Person, groups: Iterable[Group]) -> list[str]:
    return [f"group {group.name}" for group in groups if belongs(person, group)]


def _rights_by_rule(person: Person, groups: tuple[Group, ...], rules: Sudoers) -> list[str]:
    found = []
    for grant in rules.grants:
        if holds(grant, person, groups):
            by_group = _rights_by_group(person, groups_of(grant.who, groups))
            found += by_group or [f"rule in {grant.source}"]
    return found


def _rights(person: Person, groups: tuple[Group, ...], rules: Sudoers) -> tuple[str, ...]:
    """Return through what an account administers, empty when it does not."""
    found = ["uid 0"] if person.uid == 0 else []
    found += _rights_by_group(person, (each for each in groups if each.name in _ADMIN_GROUPS))
    # Rules name root too; that root is root needs no rule.
    found += _rights_by_rule(person, groups, rules) if person.uid else []
    return tuple(dict.fromkeys(found))


def _ageing(person: Person, files: _Files) -> Ageing:
    if person.password != _KEPT_IN_SHADOW:
        # The old way: the password stands in passwd itself, where it has no dates.
        return Ageing(state_of(person.password), "", False, False, True, None)
    if isinstance(files.shadow, Unknown):
        return unread_ageing(files.shadow)
    return files.shadow.get(person.name) or never_set()


def _has_login_shell(person: Person) -> bool:
    return person.shell.rpartition("/")[2] not in _NO_LOGIN


def _enabled(person: Person, ageing: Ageing, today: date) -> bool | Unknown:
    if not _has_login_shell(person):
        return False
    if isinstance(ageing.expires_on, Unknown):
        return ageing.expires_on
    return ageing.expires_on is None or ageing.expires_on > today


def _is_of_interest(person: Person, ageing: Ageing, rights: tuple[str, ...]) -> bool:
    """Say whether a person could use an account, or whether it administers."""
    if rights or (person.uid >= _FIRST_PERSON and person.uid not in _NOBODY):
        return True
    # An account of a service counts when it lets somebody in.
    return ageing.password in (PasswordState.SET, PasswordState.EMPTY)


def _password_required(system: System) -> bool | Unknown:
    """Return whether an empty password is refused at sign-in: pam_unix without nullok."""
    for path in _PAM:
        text = system.read_text(path)
        if isinstance(text, Unknown):
            continue
        lines = [line for line in significant_lines(text) if line.lstrip("-").startswith("auth")]
        unix = [line.split() for line in lines if "pam_unix.so" in line]
        if unix:
            return not any({"nullok", "nullok_secure"} & set(words) for words in unix)
    return Unknown(UnknownCode.NOT_FOUND, "no rule for pam_unix")


def _read_files(system: System, today: date) -> _Files | Unknown:
    passwd, group = system.read_text(_PASSWD), system.read_text(_GROUP)
    if isinstance(passwd, Unknown):
        return passwd
    if isinstance(group, Unknown):
        return group
    people, bad_people = read_passwd(passwd)
    if not people:
        return Unknown(UnknownCode.MALFORMED, f"{_PASSWD} holds no account")
    groups, bad_groups = read_group(group)
    shadow, bad_shadow = system.read_text(_SHADOW), 0
    ages: dict[str, Ageing] | Unknown
    if isinstance(shadow, Unknown):
        ages = shadow
    else:
        ages, bad_shadow = read_shadow(shadow, today)
    damaged = bad_people + bad_groups + bad_shadow
    return _Files(people, groups, ages, damaged, _asks_a_directory(system, passwd))


def _accounts(system: System, files: _Files, rules: Sudoers, today: date) -> list[Account]:
    required = _password_required(system)
    current = system.user()
    found = []
    for person in files.people:
        rights = _rights(person, files.groups, rules)
        ageing = _ageing(person, files)
        if not _is_of_interest(person, ageing, rights):
            continue
        if isinstance(files.shadow, Unknown) and person.name == current:
            ageing = own_ageing(system, person.name, today, files.shadow)
        found.append(
            Account(
                name=person.name,
                id=str(person.uid),
                enabled=_enabled(person, ageing, today),
                administrator=True if rights else (rules.unread or False),
                through=rights,
                password=ageing.password,
                changed_on=ageing.changed_on,
                changed_odd=ageing.changed_odd,
                must_change=ageing.must_change,
                never_expires=ageing.never_expires,
                password_required=required,
                guest=person.name == "guest" or person.name.startswith("guest-"),
            )
        )
    return found


def _asks_a_directory(system: System, passwd: str) -> bool:
    """Say whether accounts are looked up beyond this machine: in a domain, or by NIS."""
    text = system.read_text(_NSSWITCH)
    lines = () if isinstance(text, Unknown) else significant_lines(text)
    told = (line.partition(":")[::2] for line in lines)
    sources = {
        word for name, words in told if name in ("passwd", "group") for word in words.split()
    }
    return bool(sources & _DIRECTORIES) or passwd.startswith("+") or "\n+" in passwd


def _strangers(files: _Files) -> set[str]:
    """Return members of administrators' groups that are no account of this machine."""
    names = {person.name for person in files.people}
    members = {
        member for group in files.groups if group.name in _ADMIN_GROUPS for member in group.members
    }
    return members - names


def _far_names(rules: Sudoers, files: _Files) -> tuple[str, ...]:
    r"""Return whom rules mean in a domain: `DOMAIN\group`, `group@domain`, or just a name.

    A name that is no account or group of this machine is one of the domain, where there is one;
    but Ubuntu and others bring a rule for a group `admin` or `wheel` that they do not make.
    """
    named = {each.who for each in rules.grants if each.who[:1] == "%" and _is_far(each.who)}
    if not files.directory:
        return tuple(sorted(each[1:] for each in named))
    known = {"ALL", *(f"%{name}" for name in _ADMIN_GROUPS), *(each.name for each in files.people)}
    known |= {f"#{each.uid}" for each in files.people} | {f"%{each.name}" for each in files.groups}
    named |= {each.who for each in rules.grants} - known
    return tuple(sorted({each.removeprefix("%") for each in named} | _strangers(files)))


def _is_far(who: str) -> bool:
    return "\\" in who or "@" in who or who.startswith("%:")


def read(system: System, ask: Ask) -> AccountsFacts:
    """Read the account files and sudo's rules; of what needs root, only the own account is told."""
    now = system.now()
    today = from_text(now).date()
    files = _read_files(system, today)
    if isinstance(files, Unknown):
        return AccountsFacts.unread(files.code, files.detail, now)
    hostname = system.read_text("/proc/sys/kernel/hostname", 1000)
    rules = read_sudoers(system, hostname.strip() if isinstance(hostname, str) else "")
    return AccountsFacts(
        origin=Origin(
            backend="files",
            at=now,
            degraded=isinstance(files.shadow, Unknown),
            sources={
                "accounts": f"{_PASSWD}, {_GROUP}, {_SHADOW}, {MAIN}",
                "current": "geteuid",
                "unresolved": _GROUP,
                "domain_groups": MAIN,
                "rules_read": MAIN,
                "root_twins": _PASSWD,
                "guest_session": "/etc/lightdm",
                "let_in": f"{PAM}, {_GROUP}",
                "damaged_lines": f"{_PASSWD}, {_GROUP}, {_SHADOW}",
            },
        ),
        accounts=tuple(_accounts(system, files, rules, today)),
        current=system.user(),
        unresolved=0 if files.directory else len(_strangers(files)),
        domain_groups=_far_names(rules, files),
        rules_read=rules.unread or rules.odd == 0,
        root_twins=tuple(
            each.name for each in files.people if not each.uid and each.name != "root"
        ),
        guest_session=guest_session(system),
        let_in=let_in(system, files.people, files.groups),
        damaged_lines=files.damaged,
    )
