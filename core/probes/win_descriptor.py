"""Security descriptors of files as text, and from text.

Source: learn.microsoft.com, GetNamedSecurityInfoW,
ConvertSecurityDescriptorToStringSecurityDescriptorW and its counterpart.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.probes.win_api import call, error_of, last_error, local_free

_FILE = 1
_OWNER_AND_ENTRIES = 0x1 | 0x4
_REVISION = 1


def descriptor_of(path: str) -> str:
    """Return owner and list of rights of a file or folder in SDDL; OSError when not readable."""
    descriptor = ctypes.c_void_p()
    read = call(
        "advapi32", "GetNamedSecurityInfoW", wintypes.DWORD, wintypes.LPCWSTR, ctypes.c_int,
        wintypes.DWORD, *[ctypes.c_void_p] * 4, ctypes.POINTER(ctypes.c_void_p),
    )  # fmt: skip
    error = read(path, _FILE, _OWNER_AND_ENTRIES, None, None, None, None, ctypes.byref(descriptor))
    if error:
        raise error_of(error, "GetNamedSecurityInfo")
    written = wintypes.LPWSTR()
    convert = call(
        "advapi32", "ConvertSecurityDescriptorToStringSecurityDescriptorW", wintypes.BOOL,
        ctypes.c_void_p, wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(wintypes.LPWSTR),
        ctypes.c_void_p,
    )  # fmt: skip
    try:
        made = convert(descriptor, _REVISION, _OWNER_AND_ENTRIES, ctypes.byref(written), None)
        if not made:
            raise last_error("ConvertSecurityDescriptorToString")
        text = written.value or ""
        local_free(ctypes.cast(written, ctypes.c_void_p))
        return text
    finally:
        local_free(descriptor)


@contextmanager
def descriptor_from(text: str) -> Iterator[Any]:
    """Hold the binary form of a descriptor given in SDDL."""
    descriptor = ctypes.c_void_p()
    convert = call(
        "advapi32", "ConvertStringSecurityDescriptorToSecurityDescriptorW", wintypes.BOOL,
        wintypes.LPCWSTR, wintypes.DWORD, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p,
    )  # fmt: skip
    if not convert(text, _REVISION, ctypes.byref(descriptor), None):
        raise last_error("ConvertStringSecurityDescriptor")
    try:
        yield descriptor
    finally:
        local_free(descriptor)
