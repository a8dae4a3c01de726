"""Local accounts and groups by the account API of Windows, and names by SID."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import wintypes
from datetime import UTC, datetime, timedelta
from typing import Any

from core.model.moments import to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.system import GroupMember, LocalUser
from core.probes.win_api import call, error_of, last_error, local_free
from core.probes.win_codes import answering, plain

_NORMAL_ACCOUNTS = 2
_ALL = 0xFFFFFFFF
_MORE_DATA = 234
_BUFFER_TOO_SMALL = 2123
_NEVER = frozenset({0, 0xFFFFFFFF})
_ON_INTERNET_IDENTITY = 24
_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_ROUND = 10_000


class _User2(ctypes.Structure):
    """USER_INFO_2: what levels 2, 3 and 4 have in common, in this order."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("password", wintypes.LPWSTR),
        ("password_age", wintypes.DWORD),
        ("privilege", wintypes.DWORD),
        ("home", wintypes.LPWSTR),
        ("comment", wintypes.LPWSTR),
        ("flags", wintypes.DWORD),
        ("script", wintypes.LPWSTR),
        ("auth_flags", wintypes.DWORD),
        ("full_name", wintypes.LPWSTR),
        ("user_comment", wintypes.LPWSTR),
        ("parameters", wintypes.LPWSTR),
        ("workstations", wintypes.LPWSTR),
        ("last_logon", wintypes.DWORD),
        ("last_logoff", wintypes.DWORD),
        ("expires", wintypes.DWORD),
        ("storage", wintypes.DWORD),
        ("units", wintypes.DWORD),
        ("hours", ctypes.c_void_p),
        ("bad_passwords", wintypes.DWORD),
        ("logons", wintypes.DWORD),
        ("server", wintypes.LPWSTR),
        ("country", wintypes.DWORD),
        ("code_page", wintypes.DWORD),
    )


class _User3(ctypes.Structure):
    """USER_INFO_3."""

    _anonymous_ = ("common",)
    _fields_ = (
        ("common", _User2),
        ("relative_id", wintypes.DWORD),
        ("group", wintypes.DWORD),
        ("profile", wintypes.LPWSTR),
        ("drive", wintypes.LPWSTR),
        ("password_expired", wintypes.DWORD),
    )


class _User4(ctypes.Structure):
    """USER_INFO_4."""

    _anonymous_ = ("common",)
    _fields_ = (
        ("common", _User2),
        ("sid", ctypes.c_void_p),
        ("group", wintypes.DWORD),
        ("profile", wintypes.LPWSTR),
        ("drive", wintypes.LPWSTR),
        ("password_expired", wintypes.DWORD),
    )


class _User24(ctypes.Structure):
    """USER_INFO_24: the Microsoft account that a local account is connected to."""

    _fields_ = (
        ("connected", wintypes.BOOL),
        ("flags", wintypes.DWORD),
        ("provider", wintypes.LPWSTR),
        ("principal", wintypes.LPWSTR),
        ("sid", ctypes.c_void_p),
    )


class _Member2(ctypes.Structure):
    """LOCALGROUP_MEMBERS_INFO_2."""

    _fields_ = (
        ("sid", ctypes.c_void_p),
        ("use", ctypes.c_int),
        ("name", wintypes.LPWSTR),
    )


def sid_text(sid: int | None) -> str:
    """Write a SID as `S-1-…`."""
    if not sid:
        raise ValueError("no SID")
    written = wintypes.LPWSTR()
    convert = call(
        "advapi32",
        "ConvertSidToStringSidW",
        wintypes.BOOL,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.LPWSTR),
    )
    if not convert(sid, ctypes.byref(written)):
        raise last_error("ConvertSidToStringSid")
    try:
        return written.value or ""
    finally:
        local_free(ctypes.cast(written, ctypes.c_void_p))


@contextmanager
def sid_of(text: str) -> Iterator[Any]:
    """Hold the binary form of a SID given as text."""
    sid = ctypes.c_void_p()
    convert = call(
        "advapi32",
        "ConvertStringSidToSidW",
        wintypes.BOOL,
        wintypes.LPCWSTR,
        ctypes.POINTER(ctypes.c_void_p),
    )
    if not convert(text, ctypes.byref(sid)):
        raise last_error(f"ConvertStringSidToSid {text}")
    try:
        yield sid
    finally:
        local_free(sid)


def name_of_sid(text: str) -> str:
    """Return the local name of a SID, in the language of this Windows."""
    name, domain = ctypes.create_unicode_buffer(256), ctypes.create_unicode_buffer(256)
    lengths = wintypes.DWORD(256), wintypes.DWORD(256)
    look_up = call(
        "advapi32",
        "LookupAccountSidW",
        wintypes.BOOL,
        wintypes.LPCWSTR,
        ctypes.c_void_p,
        wintypes.LPWSTR,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPWSTR,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(ctypes.c_int),
    )
    use = ctypes.c_int()
    with sid_of(text) as sid:
        sizes = ctypes.byref(lengths[0]), ctypes.byref(lengths[1])
        if not look_up(None, sid, name, sizes[0], domain, sizes[1], ctypes.byref(use)):
            raise last_error(f"LookupAccountSid {text}")
    return name.value


def _sid_of_name(name: str) -> str:
    sid, domain = ctypes.create_string_buffer(68), ctypes.create_unicode_buffer(256)
    sizes = wintypes.DWORD(68), wintypes.DWORD(256)
    use = ctypes.c_int()
    look_up = call(
        "advapi32",
        "LookupAccountNameW",
        wintypes.BOOL,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPWSTR,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(ctypes.c_int),
    )
    lengths = ctypes.byref(sizes[0]), ctypes.byref(sizes[1])
    if not look_up(None, name, sid, lengths[0], domain, lengths[1], ctypes.byref(use)):
        raise last_error(f"LookupAccountName {name}")
    return sid_text(ctypes.addressof(sid))


@contextmanager
def _freed(buffer: ctypes.c_void_p) -> Iterator[None]:
    try:
        yield
    finally:
        if buffer:
            call("netapi32", "NetApiBufferFree", wintypes.DWORD, ctypes.c_void_p)(buffer)


Ask = Callable[[Any, Any, Any, Any], int]


def _entries(asked: str, ask: Ask, row: type[ctypes.Structure]) -> Iterator[Any]:
    """Give the rows of an enumeration, asking on while there is more, freeing every buffer.

    A row and the texts that it points to are gone when the next one is taken.
    """
    resume = ctypes.c_size_t(0)
    for _ in range(_LAST_ROUND):
        buffer, count, total = ctypes.c_void_p(), wintypes.DWORD(), wintypes.DWORD()
        status = ask(
            ctypes.byref(buffer), ctypes.byref(count), ctypes.byref(total), ctypes.byref(resume)
        )
        with _freed(buffer):
            if status not in (0, _MORE_DATA, _BUFFER_TOO_SMALL):
                raise error_of(status, asked)
            if count.value and not buffer:
                raise ValueError(f"{asked}: {count.value} rows without a buffer")
            if buffer:
                yield from ctypes.cast(buffer, ctypes.POINTER(row))[: count.value]
        if status == 0 or not count.value:
            return


def _names() -> tuple[str, ...]:
    class Name(ctypes.Structure):
        _fields_ = (("name", wintypes.LPWSTR),)

    enumerate_users = call(
        "netapi32",
        "NetUserEnum",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )

    def ask(buffer: Any, count: Any, total: Any, resume: Any) -> int:
        return int(enumerate_users(None, 0, _NORMAL_ACCOUNTS, buffer, _ALL, count, total, resume))

    return tuple(each.name or "" for each in _entries("NetUserEnum", ask, Name))


@contextmanager
def _details(name: str, level: int, kind: type[ctypes.Structure]) -> Iterator[Any]:
    tell = call(
        "netapi32",
        "NetUserGetInfo",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
    )
    buffer = ctypes.c_void_p()
    status = tell(None, name, level, ctypes.byref(buffer))
    with _freed(buffer):
        if status != 0:
            raise error_of(status, f"NetUserGetInfo {level} {name}")
        if not buffer:
            raise ValueError(f"NetUserGetInfo {level} {name}: no buffer")
        yield ctypes.cast(buffer, ctypes.POINTER(kind)).contents


@answering
def connected(name: str) -> bool | Unknown:
    """Say whether a local account is connected to a Microsoft account."""
    with _details(name, _ON_INTERNET_IDENTITY, _User24) as user:
        return bool(user.connected)


def _moment(seconds: int) -> str:
    return "" if seconds in _NEVER else to_text(_UNIX_EPOCH + timedelta(seconds=seconds))


def _user(user: Any, sid: str, expired: bool) -> LocalUser:
    name = user.name or ""
    return LocalUser(
        name=plain(name),
        sid=sid,
        flags=user.flags,
        password_age_s=user.password_age,
        password_expired=expired,
        last_logon=_moment(user.last_logon),
        expires=_moment(user.expires),
        privilege=user.privilege,
        cloud=connected(name),
    )


def _read(name: str) -> LocalUser:
    """Read one account at the fullest level that it has; some system accounts lack the first."""
    try:
        with _details(name, 4, _User4) as user:
            return _user(user, sid_text(user.sid), bool(user.password_expired))
    except (OSError, ValueError):
        pass
    try:
        with _details(name, 3, _User3) as user:
            return _user(user, _sid_of_name(name), bool(user.password_expired))
    except OSError:
        pass
    with _details(name, 2, _User2) as user:
        return _user(user, _sid_of_name(name), bool(user.flags & 0x800000))


@answering
def users() -> tuple[LocalUser, ...] | Unknown:
    """Return the local accounts; an answer without a single account is not_found."""
    found = tuple(_read(name) for name in _names())
    return found or Unknown(UnknownCode.NOT_FOUND, "NetUserEnum: no account")


@answering
def members(sid: str) -> tuple[GroupMember, ...] | Unknown:
    """Return the members of a local group; members that no longer resolve keep an empty name."""
    group = name_of_sid(sid)
    enumerate_members = call(
        "netapi32",
        "NetLocalGroupGetMembers",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )

    def ask(buffer: Any, count: Any, total: Any, resume: Any) -> int:
        return int(enumerate_members(None, group, 2, buffer, _ALL, count, total, resume))

    found = tuple(
        GroupMember(sid=sid_text(each.sid), name=_short(each.name), use=each.use)
        for each in _entries(f"NetLocalGroupGetMembers {sid}", ask, _Member2)
    )
    return found or Unknown(UnknownCode.NOT_FOUND, f"NetLocalGroupGetMembers {sid}: no member")


def _short(name: str | None) -> str:
    """Cut the domain off only when nothing follows it, as for a SID that no longer resolves."""
    return "" if not name or name.endswith("\\") else plain(name)
