"""The event logs of Windows, by wevtapi: XPath in, XML out, never a translated sentence."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.event_xml import LARGEST, event_of
from core.probes.logs import EventSeen, Wanted
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering, plain

LIMIT_MS = 5000
"""How long the next events may be waited for."""

_LOG, _FORWARD, _NEWEST_FIRST = 0x1, 0x100, 0x200
_AS_XML = 1
_ENABLED = 0
_TOO_SMALL, _NO_MORE = 122, 259
_AT_ONCE = 32
_DAY_MS = 86_400_000
_HANDLE = ctypes.c_void_p


class _Variant(ctypes.Structure):
    """EVT_VARIANT, of which only a truth value is looked at."""

    _fields_ = (
        ("value", ctypes.c_uint64),
        ("count", wintypes.DWORD),
        ("type", wintypes.DWORD),
    )


def query_for(wanted: Sequence[Wanted], days: int) -> str:
    """Write the XPath of some events of the last days. Nothing in it comes from elsewhere."""
    of_each = (
        f"(Provider[@Name='{each.provider}'] and "
        f"({' or '.join(f'EventID={number}' for number in each.ids)}))"
        for each in wanted
    )
    lately = f"TimeCreated[timediff(@SystemTime) <= {days * _DAY_MS}]"
    return f"*[System[({' or '.join(of_each)}) and {lately}]]"


def _close(handle: int) -> None:
    call("wevtapi", "EvtClose", wintypes.BOOL, _HANDLE)(handle)


@contextmanager
def _held(handle: int | None, asked: str) -> Iterator[int]:
    """Hold a handle until it is no more needed; OSError where there is none."""
    if not handle:
        raise last_error(asked)
    try:
        yield handle
    finally:
        _close(handle)


def _is_enabled(log: str) -> bool:
    """Say whether events are written into a log; also where its settings are closed to us."""
    open_settings = call(
        "wevtapi", "EvtOpenChannelConfig", _HANDLE, _HANDLE, wintypes.LPCWSTR, wintypes.DWORD
    )
    read = call(
        "wevtapi",
        "EvtGetChannelConfigProperty",
        wintypes.BOOL,
        _HANDLE,
        ctypes.c_int,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.DWORD),
    )
    told, used = _Variant(), wintypes.DWORD()
    handle = open_settings(None, log, 0)
    if not handle:
        return True
    with _held(handle, log):
        size = ctypes.sizeof(told)
        if not read(handle, _ENABLED, 0, size, ctypes.byref(told), ctypes.byref(used)):
            return True
    return bool(told.value & 0xFFFFFFFF)


def _rendered(event: int) -> str:
    """Return an event as XML, without the sentences that a provider has for it."""
    render = call(
        "wevtapi",
        "EvtRender",
        wintypes.BOOL,
        _HANDLE,
        _HANDLE,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
    )
    size, used, count = 8192, wintypes.DWORD(), wintypes.DWORD()
    for _ in range(2):
        buffer = ctypes.create_string_buffer(size)
        if render(None, event, _AS_XML, size, buffer, ctypes.byref(used), ctypes.byref(count)):
            text = buffer.raw[: used.value].decode("utf-16-le", "replace")
            return plain(text.partition("\0")[0])
        error = last_error("EvtRender")
        if getattr(error, "winerror", None) != _TOO_SMALL or not size < used.value <= 2 * LARGEST:
            raise error
        size = used.value
    raise error


def _next(results: int, most: int) -> list[int]:
    """Return handles of at most `most` further events; none at the end."""
    ask: Callable[..., Any] = call(
        "wevtapi",
        "EvtNext",
        wintypes.BOOL,
        _HANDLE,
        wintypes.DWORD,
        ctypes.POINTER(_HANDLE),
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    handles, count = (_HANDLE * most)(), wintypes.DWORD()
    if not ask(results, most, handles, LIMIT_MS, 0, ctypes.byref(count)):
        error = last_error("EvtNext")
        if getattr(error, "winerror", None) == _NO_MORE:
            return []
        raise error
    return [each for each in handles[: count.value] if each]


def _each(results: int, most: int) -> Iterator[str]:
    """Yield the XML of at most `most` events."""
    left = most
    while left > 0:
        handles = _next(results, min(left, _AT_ONCE))
        if not handles:
            return
        left -= len(handles)
        try:
            yield from [_rendered(each) for each in handles]
        finally:
            for each in handles:
                _close(each)


def _asked(log: str, query: str, order: int, most: int) -> list[str] | Unknown:
    ask = call(
        "wevtapi",
        "EvtQuery",
        _HANDLE,
        _HANDLE,
        wintypes.LPCWSTR,
        wintypes.LPCWSTR,
        wintypes.DWORD,
    )
    with _held(ask(None, log, query, _LOG | order), f"event log {log}") as results:
        if not _is_enabled(log):
            return Unknown(UnknownCode.SERVICE_OFF, f"event log {log}: disabled")
        return list(_each(results, most))


@answering
def log_since(log: str) -> str | Unknown:
    """Return when the oldest event of a log was written."""
    found = _asked(log, "*", _FORWARD, 1)
    if isinstance(found, Unknown):
        return found
    if not found:
        return Unknown(UnknownCode.NOT_FOUND, f"event log {log}: no event at all")
    return event_of(found[0], ()).at


@answering
def events(
    log: str, wanted: Sequence[Wanted], names: Sequence[str], days: int, most: int
) -> tuple[EventSeen, ...] | Unknown:
    """Return at most `most` events of the last `days` days, newest first."""
    found = _asked(log, query_for(wanted, days), _NEWEST_FIRST, most)
    return found if isinstance(found, Unknown) else tuple(event_of(each, names) for each in found)
