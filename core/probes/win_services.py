"""The service control manager: whether a service exists, runs, and starts by itself."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown
from core.probes.system import Service
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering

_CONNECT = 0x0001
_QUERY_CONFIG = 0x0001
_QUERY_STATUS = 0x0004
_RUNNING = 4
_START = {0: "boot", 1: "system", 2: "automatic", 3: "manual", 4: "disabled"}
_BY_ITSELF = frozenset({"boot", "system", "automatic"})


class _Status(ctypes.Structure):
    """SERVICE_STATUS_PROCESS."""

    _fields_ = (
        ("type", wintypes.DWORD),
        ("state", wintypes.DWORD),
        ("controls", wintypes.DWORD),
        ("exit", wintypes.DWORD),
        ("specific_exit", wintypes.DWORD),
        ("checkpoint", wintypes.DWORD),
        ("hint", wintypes.DWORD),
        ("pid", wintypes.DWORD),
        ("flags", wintypes.DWORD),
    )


class _Config(ctypes.Structure):
    """QUERY_SERVICE_CONFIGW; the texts that it points to follow it in the same buffer."""

    _fields_ = (
        ("type", wintypes.DWORD),
        ("start", wintypes.DWORD),
        ("error_control", wintypes.DWORD),
        ("path", wintypes.LPWSTR),
        ("group", wintypes.LPWSTR),
        ("tag", wintypes.DWORD),
        ("dependencies", wintypes.LPWSTR),
        ("account", wintypes.LPWSTR),
        ("display", wintypes.LPWSTR),
    )


@contextmanager
def _handle(opened: Any, asked: str) -> Iterator[int]:
    if not opened:
        raise last_error(asked)
    try:
        yield opened
    finally:
        call("advapi32", "CloseServiceHandle", wintypes.BOOL, wintypes.HANDLE)(opened)


def _state(service: int) -> int:
    query = call(
        "advapi32",
        "QueryServiceStatusEx",
        wintypes.BOOL,
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    status, needed = _Status(), wintypes.DWORD()
    if not query(service, 0, ctypes.byref(status), ctypes.sizeof(status), ctypes.byref(needed)):
        raise last_error("QueryServiceStatusEx")
    return int(status.state)


def _start(service: int) -> int:
    query = call(
        "advapi32",
        "QueryServiceConfigW",
        wintypes.BOOL,
        wintypes.HANDLE,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    needed = wintypes.DWORD()
    query(service, None, 0, ctypes.byref(needed))
    buffer = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(_Config)))
    if not query(service, buffer, len(buffer), ctypes.byref(needed)):
        raise last_error("QueryServiceConfigW")
    return int(ctypes.cast(buffer, ctypes.POINTER(_Config)).contents.start)


@answering
def service(name: str) -> Service | Unknown:
    """Return the state of a service by its key name, never by its translated one."""
    open_manager = call(
        "advapi32",
        "OpenSCManagerW",
        wintypes.HANDLE,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
    )
    open_service = call(
        "advapi32",
        "OpenServiceW",
        wintypes.HANDLE,
        wintypes.HANDLE,
        wintypes.LPCWSTR,
        wintypes.DWORD,
    )
    with (
        _handle(open_manager(None, None, _CONNECT), "OpenSCManager") as manager,
        _handle(open_service(manager, name, _QUERY_CONFIG | _QUERY_STATUS), name) as opened,
    ):
        state, start = _state(opened), _START.get(_start(opened), "")
    return Service(name=name, running=state == _RUNNING, enabled=start in _BY_ITSELF, start=start)
