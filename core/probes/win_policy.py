"""The rules of local accounts: password length and age, lockout."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown
from core.probes.seen import AccountPolicy
from core.probes.win_api import call, error_of
from core.probes.win_codes import answering


class _Modals0(ctypes.Structure):
    """USER_MODALS_INFO_0."""

    _fields_ = (
        ("min_length", wintypes.DWORD),
        ("max_age", wintypes.DWORD),
        ("min_age", wintypes.DWORD),
        ("force_logoff", wintypes.DWORD),
        ("history", wintypes.DWORD),
    )


class _Modals3(ctypes.Structure):
    """USER_MODALS_INFO_3."""

    _fields_ = (
        ("duration", wintypes.DWORD),
        ("window", wintypes.DWORD),
        ("threshold", wintypes.DWORD),
    )


@contextmanager
def _modals(level: int, kind: type[ctypes.Structure]) -> Iterator[Any]:
    tell = call(
        "netapi32",
        "NetUserModalsGet",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
    )
    buffer = ctypes.c_void_p()
    status = tell(None, level, ctypes.byref(buffer))
    try:
        if status != 0:
            raise error_of(status, f"NetUserModalsGet {level}")
        if not buffer:
            raise ValueError(f"NetUserModalsGet {level}: no buffer")
        yield ctypes.cast(buffer, ctypes.POINTER(kind)).contents
    finally:
        if buffer:
            call("netapi32", "NetApiBufferFree", wintypes.DWORD, ctypes.c_void_p)(buffer)


@answering
def account_policy() -> AccountPolicy | Unknown:
    """Return the rules of this machine's own accounts; those of a domain are kept there."""
    with _modals(0, _Modals0) as rules, _modals(3, _Modals3) as lockout:
        return AccountPolicy(
            min_length=int(rules.min_length),
            max_age_s=int(rules.max_age),
            history=int(rules.history),
            lockout_after=int(lockout.threshold),
            lockout_s=int(lockout.duration),
        )
