"""A named pipe between two processes of one PC, each of which makes sure who the other is.

The name is random and made once; only the account that made it, administrators and the system may
open it, nobody over the network; and both sides ask Windows which process is at the other end.
Messages go as bytes, whole, with a limit.
Source: learn.microsoft.com, "Named Pipe Security and Access Rights", CreateNamedPipeW,
GetNamedPipeClientProcessId, GetNamedPipeServerProcessId.
"""

import ctypes
import os
import secrets
import sys
from contextlib import suppress
from ctypes import wintypes
from types import TracebackType
from typing import Any, Self

from core.probes.win_api import call, last_error
from core.probes.win_descriptor import descriptor_from
from core.probes.win_token import own_sid

MESSAGE_LIMIT = 16_000_000
"""Bytes; the same limit that an answer of a probe host has."""

_BEGINNING = "\\\\.\\pipe\\trucan-"
_BOTH_WAYS, _FIRST, _OVERLAPPED = 0x3, 0x80000, 0x40000000
_MESSAGES, _NOT_REMOTE = 0x4 | 0x2, 0x8
_BUFFER = 65536
_READ_WRITE, _EXISTING = 0xC0000000, 3
_IDENTIFY_ONLY = 0x100000 | 0x10000
"""The process that serves the pipe may learn who opens it, and never act as it."""
_QUERY_LIMITED = 0x1000
_LONGEST_PATH = 32768


class _Attributes(ctypes.Structure):
    """SECURITY_ATTRIBUTES."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("descriptor", ctypes.c_void_p),
        ("inherit", wintypes.BOOL),
    )


class StrangerError(Exception):
    """Another process than the one that was meant is at the other end."""


class Talk:
    """One end of a pipe that is open."""

    _connection: Any

    def __init__(self, handle: int) -> None:
        """Take over the handle of a pipe of messages that was opened for overlapped work."""
        if sys.platform == "win32":
            from multiprocessing.connection import PipeConnection

            self._connection = PipeConnection(handle)
        else:
            raise OSError("pipes of this kind belong to Windows")

    def send(self, message: bytes) -> None:
        """Send a message; OSError when nobody is there any more."""
        self._connection.send_bytes(message)

    def receive(self, patience: float) -> bytes | None:
        """Return the next message, None when none came within some seconds or the end did."""
        with suppress(EOFError, OSError):
            if self._connection.poll(patience):
                return bytes(self._connection.recv_bytes(MESSAGE_LIMIT))
        return None

    def close(self) -> None:
        """Close this end; closing twice does no harm."""
        self._connection.close()


class Waiting:
    """A pipe that one process may open."""

    def __init__(self) -> None:
        """Make the pipe, under a name that nobody can guess; OSError when that fails."""
        self.name = secrets.token_hex(16)
        text = f"D:P(D;;GA;;;NU)(A;;GRGW;;;SY)(A;;GRGW;;;BA)(A;;GA;;;{own_sid()})"
        make = call(
            "kernel32", "CreateNamedPipeW", wintypes.HANDLE, wintypes.LPCWSTR,
            *[wintypes.DWORD] * 6, ctypes.c_void_p,
        )  # fmt: skip
        with descriptor_from(text) as descriptor:
            attributes = _Attributes(ctypes.sizeof(_Attributes), descriptor, False)
            handle = make(
                _BEGINNING + self.name,
                _BOTH_WAYS | _FIRST | _OVERLAPPED,
                _MESSAGES | _NOT_REMOTE,
                1,
                _BUFFER,
                _BUFFER,
                0,
                ctypes.byref(attributes),
            )
        if handle in (None, ctypes.c_void_p(-1).value):
            raise last_error("CreateNamedPipe")
        self._handle: int = handle

    def __enter__(self) -> Self:
        """Hold the pipe."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the pipe up, unless a talk has taken it over."""
        self.close()

    def close(self) -> None:
        """Give the pipe up; giving it up twice does no harm."""
        if self._handle:
            call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(self._handle)
            self._handle = 0

    def accept(self, process: int, patience: float) -> Talk | None:
        """Wait some seconds for a process to open the pipe; None when nobody did.

        StrangerError when another process than the given one did: then nothing is said to it.
        """
        if not self._is_opened(patience):
            return None
        if _peer("GetNamedPipeClientProcessId", self._handle) != process:
            raise StrangerError
        handle, self._handle = self._handle, 0
        return Talk(handle)

    def _is_opened(self, patience: float) -> bool:
        if sys.platform == "win32":
            import _winapi

            try:
                overlapped = _winapi.ConnectNamedPipe(self._handle, overlapped=True)
            except OSError as error:
                return error.winerror == _winapi.ERROR_PIPE_CONNECTED
            seen = _winapi.WaitForSingleObject(overlapped.event, int(patience * 1000))
            if seen != _winapi.WAIT_OBJECT_0:
                overlapped.cancel()
            return seen == _winapi.WAIT_OBJECT_0
        else:
            return False


def open_pipe(name: str, process: int, program: str) -> Talk:
    """Open the pipe of a process that is this very program; OSError when it is not there.

    StrangerError when another process made it, or one whose program is another file.
    """
    open_file = call(
        "kernel32", "CreateFileW", wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD,
        wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE,
    )  # fmt: skip
    flags = _OVERLAPPED | _IDENTIFY_ONLY
    handle = open_file(_BEGINNING + name, _READ_WRITE, 0, None, _EXISTING, flags, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        raise last_error("CreateFile")
    served_by = _peer("GetNamedPipeServerProcessId", handle)
    if served_by != process or not os.path.samefile(program_of(process), program):
        call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(handle)
        raise StrangerError
    by_message = wintypes.DWORD(0x2)
    set_state = call(
        "kernel32", "SetNamedPipeHandleState", wintypes.BOOL, wintypes.HANDLE,
        ctypes.POINTER(wintypes.DWORD), ctypes.c_void_p, ctypes.c_void_p,
    )  # fmt: skip
    if not set_state(handle, ctypes.byref(by_message), None, None):
        raise last_error("SetNamedPipeHandleState")
    return Talk(handle)


def program_of(process: int) -> str:
    """Return the file that a process runs."""
    open_process = call(
        "kernel32", "OpenProcess", wintypes.HANDLE, wintypes.DWORD, wintypes.BOOL, wintypes.DWORD
    )
    handle = open_process(_QUERY_LIMITED, False, process)
    if not handle:
        raise last_error("OpenProcess")
    name, length = ctypes.create_unicode_buffer(_LONGEST_PATH), wintypes.DWORD(_LONGEST_PATH)
    ask = call(
        "kernel32", "QueryFullProcessImageNameW", wintypes.BOOL, wintypes.HANDLE, wintypes.DWORD,
        wintypes.LPWSTR, ctypes.POINTER(wintypes.DWORD),
    )  # fmt: skip
    try:
        if not ask(handle, 0, name, ctypes.byref(length)):
            raise last_error("QueryFullProcessImageName")
        return name.value
    finally:
        call("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(handle)


def _peer(function: str, handle: int) -> int:
    number = wintypes.ULONG()
    ask = call("kernel32", function, wintypes.BOOL, wintypes.HANDLE, ctypes.POINTER(wintypes.ULONG))
    if not ask(handle, ctypes.byref(number)):
        raise last_error(function)
    return number.value
