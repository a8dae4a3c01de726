"""Doors to the Win32 API: libraries of the system only, typed calls, errors as OSError."""

import ctypes
import sys
from typing import Any

_SEARCH_SYSTEM32 = 0x00000800


def library(name: str) -> Any:
    """Load a library from System32 only, so that none beside the program takes its place.

    Raise OSError when it is absent, and on any other operating system.
    """
    if sys.platform == "win32":
        return ctypes.WinDLL(f"{name}.dll", use_last_error=True, winmode=_SEARCH_SYSTEM32)
    else:
        raise OSError(f"{name} belongs to Windows")


def call(name: str, function: str, result: Any, *argument_types: Any) -> Any:
    """Return a typed function of a library; AttributeError when this Windows lacks it."""
    found = getattr(library(name), function)
    found.restype = result
    found.argtypes = argument_types
    return found


def local_free(memory: Any) -> None:
    """Give memory back that Windows allocated for an answer."""
    call("kernel32", "LocalFree", ctypes.c_void_p, ctypes.c_void_p)(memory)


def error_of(number: int, asked: str) -> OSError:
    """Return the error of a call that reports its number by its result."""
    if sys.platform == "win32":
        return OSError(0, asked, None, number)
    else:
        return OSError(number, asked)


def last_error(asked: str) -> OSError:
    """Return the error that the last call left behind."""
    if sys.platform == "win32":
        return error_of(ctypes.get_last_error(), asked)
    else:
        return OSError(asked)
