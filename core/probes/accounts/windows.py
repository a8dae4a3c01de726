"""Accounts and administrators on Windows, by SID and number, never by translated name."""

from datetime import timedelta

from core.model.facts import Origin
from core.model.moments import day_of, from_text, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.accounts.facts import Account, AccountsFacts, PasswordState
from core.probes.ask import Ask
from core.probes.system import GroupMember, LocalUser, WindowsSystem

ADMINISTRATORS = "S-1-5-32-544"

_DISABLED = 0x2
_PASSWORD_NOT_REQUIRED = 0x20
_NEVER_EXPIRES = 0x10000
_GUEST = "-501"
_SYSTEM_MADE = ("-503", "-504")
_ENTRA = "S-1-12-1-"
_EVERYBODY = frozenset({"S-1-1-0", "S-1-5-4", "S-1-5-11"})
"""Everyone, interactive users, authenticated users: in the group, they make all administrators."""
_USER, _GROUP, _WELL_KNOWN = 1, 2, 5
_ADMINISTRATOR = 2
_EARLIEST_DAY = "1995-01-01"

Members = tuple[GroupMember, ...] | Unknown


def _is_listed(user: LocalUser) -> bool:
    """Leave out what Windows makes for itself and nobody has enabled."""
    return not (user.sid.endswith(_SYSTEM_MADE) and user.flags & _DISABLED)


def _through(sid: str, enabled: bool, members: Members) -> tuple[str, ...]:
    if isinstance(members, Unknown):
        return ()
    direct = tuple(each.name or each.sid for each in members if each.sid in _EVERYBODY)
    if any(each.sid == sid for each in members):
        return (ADMINISTRATORS,)
    return direct if enabled else ()


def _is_administrator(user: LocalUser, through: tuple[str, ...], members: Members) -> bool:
    """Judge by the group's members; where they cannot be read, by what the account API says."""
    if isinstance(members, Unknown):
        return user.privilege == _ADMINISTRATOR
    return bool(through)


def _changed_on(user: LocalUser, now: str) -> tuple[str, bool]:
    """Return the day of the last change and whether it is nonsense; age 0 records no change."""
    if user.password_age_s == 0:
        return "", False
    try:
        day = day_of(to_text(from_text(now) - timedelta(seconds=user.password_age_s)))
    except (ValueError, OverflowError):
        return "", True
    text = day.isoformat()
    return ("", True) if text < _EARLIEST_DAY or user.password_age_s < 0 else (text, False)


def _password(user: LocalUser) -> PasswordState | Unknown:
    """Say what is known of the password; its date says nothing where a cloud keeps it.

    An account that must change its password has lost the date, not the password.
    """
    if user.sid.startswith(_ENTRA) or user.cloud is True:
        return PasswordState.CLOUD
    if isinstance(user.cloud, Unknown):
        return user.cloud
    if user.password_age_s:
        return PasswordState.SET
    if user.password_expired:
        return Unknown(UnknownCode.NOT_FOUND, "to be changed at the next sign-in, without a date")
    return PasswordState.NEVER_SET


def _account(user: LocalUser, members: Members, now: str) -> Account:
    expired = bool(user.expires) and user.expires < now
    enabled = not user.flags & _DISABLED and not expired
    through = _through(user.sid, enabled, members)
    password = _password(user)
    cloud = password is PasswordState.CLOUD
    changed_on, odd = ("", False) if cloud else _changed_on(user, now)
    return Account(
        name=user.name,
        id=user.sid,
        enabled=enabled,
        administrator=_is_administrator(user, through, members),
        through=through,
        password=password,
        changed_on=changed_on,
        changed_odd=odd,
        must_change=user.password_expired,
        never_expires=bool(user.flags & _NEVER_EXPIRES),
        password_required=not user.flags & _PASSWORD_NOT_REQUIRED,
        guest=user.sid.endswith(_GUEST),
    )


def _outsider(member: GroupMember) -> Account:
    """Describe an administrator whose account is kept in a domain or in the cloud."""
    elsewhere = Unknown(UnknownCode.NOT_SUPPORTED, f"{member.sid} is not kept on this machine")
    return Account(
        name=member.name or member.sid,
        id=member.sid,
        enabled=elsewhere,
        administrator=True,
        through=(ADMINISTRATORS,),
        password=PasswordState.CLOUD if member.sid.startswith(_ENTRA) else elsewhere,
        changed_on="" if member.sid.startswith(_ENTRA) else elsewhere,
        changed_odd=False if member.sid.startswith(_ENTRA) else elsewhere,
        must_change=elsewhere,
        never_expires=elsewhere,
        password_required=elsewhere,
        guest=False,
    )


def _is_known(member: GroupMember) -> bool:
    return member.use in (_USER, _GROUP, _WELL_KNOWN)


def _is_in_entra(member: GroupMember) -> bool:
    """Say whether a member without a name here is a role, a group or a person of Entra.

    A joined machine has two roles of Entra among its administrators, as numbers only. Source:
    Microsoft Learn, Manage the local administrators group on Microsoft Entra joined devices.
    """
    return member.sid.startswith(_ENTRA) and not _is_known(member)


def _all(
    users: tuple[LocalUser, ...] | Unknown, members: Members, now: str
) -> tuple[Account, ...] | Unknown:
    if isinstance(users, Unknown):
        return users
    local = tuple(_account(user, members, now) for user in users if _is_listed(user))
    if isinstance(members, Unknown):
        return local
    known = {user.sid for user in users}
    named = (each for each in members if each.use == _USER and each.sid not in known)
    return local + tuple(_outsider(each) for each in named)


def _guest_session(users: tuple[LocalUser, ...] | Unknown) -> bool | Unknown:
    if isinstance(users, Unknown):
        return users
    return any(user.sid.endswith(_GUEST) and not user.flags & _DISABLED for user in users)


def read(system: WindowsSystem, ask: Ask) -> AccountsFacts:
    """Read local accounts and the members of the administrators' group.

    Domain groups cannot be opened without the domain; they are named, never left out.
    """
    now = system.now()
    users, members = system.users(), system.group_members(ADMINISTRATORS)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Linux has it")
    unresolved: int | Unknown
    domain_groups: tuple[str, ...] | Unknown
    rules_read: bool | Unknown
    if isinstance(members, Unknown):
        unresolved, domain_groups, rules_read = members, members, members
    else:
        unresolved = sum(not _is_known(each) and not _is_in_entra(each) for each in members)
        far = (each for each in members if each.use == _GROUP or _is_in_entra(each))
        domain_groups = tuple(each.name or each.sid for each in far)
        rules_read = True
    return AccountsFacts(
        origin=Origin(
            backend="none" if isinstance(users, Unknown) else "account API",
            at=now,
            degraded=isinstance(users, Unknown) or isinstance(members, Unknown),
            sources={
                "accounts": f"NetUserEnum, NetUserGetInfo, members of {ADMINISTRATORS}",
                "current": "GetUserNameEx",
                **dict.fromkeys(
                    ("unresolved", "domain_groups", "rules_read"),
                    f"NetLocalGroupGetMembers {ADMINISTRATORS}",
                ),
                "guest_session": "NetUserGetInfo, RID 501",
            },
        ),
        accounts=_all(users, members, now),
        current=system.user(),
        unresolved=unresolved,
        domain_groups=domain_groups,
        rules_read=rules_read,
        root_twins=foreign,
        guest_session=_guest_session(users),
        damaged_lines=foreign,
        let_in=foreign,
    )
