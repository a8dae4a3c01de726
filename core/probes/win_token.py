"""Under whose name and with which rights this process runs."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_accounts import sid_of, sid_text
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering, plain

ADMINISTRATORS = "S-1-5-32-544"

_QUERY = 0x0008
_USER = 1
_GROUPS = 2
_ELEVATION = 20
_ENABLED = 0x4
_WITH_DOMAIN = 2


class _SidAndAttributes(ctypes.Structure):
    """SID_AND_ATTRIBUTES."""

    _fields_ = (("sid", ctypes.c_void_p), ("attributes", wintypes.DWORD))


class _Groups(ctypes.Structure):
    """TOKEN_GROUPS up to its first entry."""

    _fields_ = (("count", wintypes.DWORD), ("first", _SidAndAttributes * 1))


@contextmanager
def _token() -> Iterator[Any]:
    token = wintypes.HANDLE()
    process = call("kernel32", "GetCurrentProcess", wintypes.HANDLE)()
    open_token = call(
        "advapi32",
        "OpenProcessToken",
        wintypes.BOOL,
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.HANDLE),
    )
    if not open_token(process, _QUERY, ctypes.byref(token)):
        raise last_error("OpenProcessToken")
    try:
        yield token
    finally:
        call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(token)


def _told(token: Any, kind: int) -> Any:
    tell = call(
        "advapi32",
        "GetTokenInformation",
        wintypes.BOOL,
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    needed = wintypes.DWORD()
    tell(token, kind, None, 0, ctypes.byref(needed))
    buffer = ctypes.create_string_buffer(max(needed.value, 4))
    if not tell(token, kind, buffer, len(buffer), ctypes.byref(needed)):
        raise last_error(f"GetTokenInformation {kind}")
    return buffer


def _membership(token: Any) -> int | None:
    """Return the attributes of this token's membership of the administrators, None for none."""
    buffer = _told(token, _GROUPS)
    count = ctypes.cast(buffer, ctypes.POINTER(_Groups)).contents.count
    start = ctypes.addressof(buffer) + _Groups.first.offset
    groups = (_SidAndAttributes * count).from_address(start)
    same = call("advapi32", "EqualSid", wintypes.BOOL, ctypes.c_void_p, ctypes.c_void_p)
    with sid_of(ADMINISTRATORS) as wanted:
        return next((int(each.attributes) for each in groups if same(each.sid, wanted)), None)


def own_sid() -> str:
    """Return the SID of the account that this process runs under; OSError when it is not told."""
    with _token() as token:
        buffer = _told(token, _USER)
        return sid_text(_SidAndAttributes.from_buffer(buffer).sid)


@answering
def rights() -> str | Unknown:
    """Tell an elevated process, an administrator who is not elevated, and a plain user apart.

    An administrator's filtered token keeps the group, but only for refusing.
    """
    with _token() as token:
        membership = _membership(token)
        elevated = bool(ctypes.c_uint32.from_buffer(_told(token, _ELEVATION)).value)
    if membership is None:
        return "user"
    return "elevated" if elevated and membership & _ENABLED else "administrator"


@answering
def user() -> str | Unknown:
    r"""Return the name of the account that this process runs under.

    A local account has its name alone, one of a domain or of Entra `DOMAIN\name`: so the members
    of groups are named too.
    """
    name, size = ctypes.create_unicode_buffer(1024), wintypes.ULONG(1024)
    tell = call(
        "secur32",
        "GetUserNameExW",
        wintypes.BOOLEAN,
        ctypes.c_int,
        wintypes.LPWSTR,
        ctypes.POINTER(wintypes.ULONG),
    )
    if not tell(_WITH_DOMAIN, name, ctypes.byref(size)):
        raise last_error("GetUserNameEx")
    return _short(plain(name.value), os.environ.get("COMPUTERNAME", ""))


def _short(name: str, computer: str) -> str | Unknown:
    domain, _, alone = name.rpartition("\\")
    chosen = alone if domain.lower() == computer.lower() else name
    return chosen or Unknown(UnknownCode.NOT_FOUND, "GetUserNameEx: empty")
