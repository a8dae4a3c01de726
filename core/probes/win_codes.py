"""What Windows error numbers mean for a fact: from Win32 errors and HRESULTs to Unknown."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from core.model.unknown import Unknown, UnknownCode
from core.probes.refusals import unknown_for

P = ParamSpec("P")
R = TypeVar("R")

MISSING_WMI_CLASS = frozenset({0x8004100E, 0x80041010, 0x80041011, 0x80041013})
"""Invalid namespace, invalid class, provider not found, provider not loaded.

Each also comes from a damaged repository; only a query that every Windows answers tells which.
"""

_WIN32: dict[UnknownCode, tuple[int, ...]] = {
    UnknownCode.NO_RIGHT: (5, 65, 1314, 1326),
    # Files and paths, drives and shares that are not there, accounts that are not known, an event
    # log of which there is none.
    UnknownCode.NOT_FOUND: (
        *(2, 3, 15, 20, 21, 53, 55, 67),
        *(1167, 1168, 1332, 1376, 2220, 2221),
        15007,
    ),
    UnknownCode.NOT_SUPPORTED: (1, 50, 120, 124, 126, 127),
    UnknownCode.NOT_INSTALLED: (1060,),
    # The last two: the server or the workstation service, by the network API's own numbers.
    UnknownCode.SERVICE_OFF: (1058, 1062, 1722, 1753, 2114, 2138),
    UnknownCode.TIMED_OUT: (121, 258, 1460),
    # The last two: an event log that is damaged, one that was cleared while it was read.
    UnknownCode.UNREADABLE: (23, 32, 33, 1117, 1392, 1500, 15011),
    UnknownCode.MALFORMED: (13,),
}

_HRESULT: dict[UnknownCode, tuple[int, ...]] = {
    # The last is a drive that BitLocker keeps locked.
    UnknownCode.NO_RIGHT: (0x80041003, 0x80041062, 0x80240025, 0x80240044, 0x80310000),
    UnknownCode.NOT_FOUND: (0x80041002, 0x8024001F, 0x80240024),
    # Not implemented, no such interface, member, name or class; WMI's unknown namespace or class.
    UnknownCode.NOT_SUPPORTED: (
        0x80004001,
        0x80004002,
        0x80020003,
        0x80020006,
        0x80040154,
        0x800401F3,
        0x8004100C,
        0x8004100E,
        0x80041010,
    ),
    # The third is a Defender whose own service does not run.
    UnknownCode.SERVICE_OFF: (
        0x80041009,
        0x80041033,
        0x800106BA,
        0x80080005,
        0x8024001E,
        0x8024002E,
    ),
    UnknownCode.TIMED_OUT: (0x00040004, 0x80240021),
}

_BY_WIN32 = {number: code for code, numbers in _WIN32.items() for number in numbers}
_BY_HRESULT = {number: code for code, numbers in _HRESULT.items() for number in numbers}


def from_win32(error: int, asked: str) -> Unknown:
    """Say why a Win32 call gave no fact; an error of no special meaning is a broken source."""
    return Unknown(_BY_WIN32.get(error, UnknownCode.SOURCE_BROKEN), f"{asked}: error {error}")


def from_hresult(hresult: int, asked: str) -> Unknown:
    """Say why a COM or WMI call gave no fact; negative numbers are read as unsigned."""
    number = hresult & 0xFFFFFFFF
    if number >> 16 == 0x8007:
        code = _BY_WIN32.get(number & 0xFFFF, UnknownCode.SOURCE_BROKEN)
    else:
        code = _BY_HRESULT.get(number, UnknownCode.SOURCE_BROKEN)
    return Unknown(code, f"{asked}: 0x{number:08X}")


def hresult_of(error: BaseException) -> int | None:
    """Return the unsigned HRESULT that an error of COM carries, or None for any other error.

    `COMError` exists on Windows only, so it is known by what it carries.
    """
    number = getattr(error, "hresult", None)
    if number is None and isinstance(error, OSError):
        winerror = getattr(error, "winerror", None)
        number = winerror if isinstance(winerror, int) and winerror < 0 else None
    return number & 0xFFFFFFFF if isinstance(number, int) else None


def from_error(error: Exception, asked: str) -> Unknown | None:
    """Say why a question raised; None for an error that no machine causes, which is a bug."""
    hresult = hresult_of(error)
    if hresult is not None:
        return from_hresult(hresult, asked)
    if isinstance(error, OSError):
        number = getattr(error, "winerror", None)
        if isinstance(number, int):
            return from_win32(number, asked)
        # Python's own file functions carry an errno; a library that is not there carries nothing.
        if error.errno is not None:
            return unknown_for(error, asked)
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{asked}: {error}")
    if isinstance(error, ImportError):
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{asked}: {error}")
    # A DLL without the function, an automation object without the member.
    if isinstance(error, AttributeError):
        return Unknown(UnknownCode.NOT_SUPPORTED, f"{asked}: {error}")
    # A null interface where an object was promised, a date that no calendar has.
    if isinstance(error, ValueError | OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {error}")
    return None


def answering(question: Callable[P, R]) -> Callable[P, R | Unknown]:
    """Let a question return Unknown for everything that a machine can do to it."""

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R | Unknown:
        try:
            return question(*args, **kwargs)
        except Exception as error:
            asked = f"{question.__name__}({', '.join(str(each) for each in args)})"
            unknown = from_error(error, asked)
            if unknown is None:
                raise
            return unknown

    return ask


def plain(text: str) -> str:
    """Return text without halves of UTF-16 pairs, which no file or database could store."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
