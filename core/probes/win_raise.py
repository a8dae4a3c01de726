"""Start a program with an administrator's rights; Windows asks the person, not the program.

Source: learn.microsoft.com, ShellExecuteExW and SHELLEXECUTEINFOW.
"""

import ctypes
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import wintypes

from core.probes.win_api import call, last_error

_KEEP_PROCESS, _NO_ASYNC, _NO_MESSAGES = 0x40, 0x100, 0x400
_HIDDEN = 0
REFUSED = 1223
"""ERROR_CANCELLED: the person said no, or has no administrator's password."""


class _Started(ctypes.Structure):
    """SHELLEXECUTEINFOW."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("mask", wintypes.ULONG),
        ("window", wintypes.HWND),
        ("verb", wintypes.LPCWSTR),
        ("file", wintypes.LPCWSTR),
        ("parameters", wintypes.LPCWSTR),
        ("folder", wintypes.LPCWSTR),
        ("show", ctypes.c_int),
        ("instance", wintypes.HINSTANCE),
        ("id_list", ctypes.c_void_p),
        ("kind", wintypes.LPCWSTR),
        ("key", wintypes.HKEY),
        ("hot_key", wintypes.DWORD),
        ("icon", wintypes.HANDLE),
        ("process", wintypes.HANDLE),
    )


@contextmanager
def raised(command: Sequence[str]) -> Iterator[int]:
    """Start a command with an administrator's rights and hold its process; yield its number.

    OSError when it was not started; its `winerror` is REFUSED when the person did not want it.
    The number stays that process's own while it is held.
    """
    program, *words = command
    started = _Started(
        size=ctypes.sizeof(_Started),
        mask=_KEEP_PROCESS | _NO_ASYNC | _NO_MESSAGES,
        verb="runas",
        file=program,
        parameters=subprocess.list2cmdline(words),
        show=_HIDDEN,
    )
    start = call("shell32", "ShellExecuteExW", wintypes.BOOL, ctypes.POINTER(_Started))
    if not start(ctypes.byref(started)) or not started.process:
        raise last_error("ShellExecuteEx")
    try:
        number = call("kernel32", "GetProcessId", wintypes.DWORD, wintypes.HANDLE)(started.process)
        if not number:
            raise last_error("GetProcessId")
        yield number
    finally:
        call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(started.process)
