"""WMI by its own interfaces: IWbemLocator, IWbemServices, IWbemClassObject."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import WmiRow
from core.probes.win_api import call
from core.probes.win_codes import MISSING_WMI_CLASS, answering, from_hresult, hresult_of, plain
from core.probes.win_com import (
    automation,
    comtypes,
    create,
    gap,
    interface,
    text_argument,
    variant_value,
)

LIMIT_MS = 8000
"""How long one row may be waited for; WMI blocks for a minute while a machine starts up."""

_LOCATOR = "{4590F811-1D3A-11D0-891F-00AA004B2E24}"
_USE_MAX_WAIT = 0x80
_FORWARD_ONLY_AT_ONCE = 0x20 | 0x10
_NO_MORE = 1
_TIMED_OUT = 0x40004
_MOST_ROWS = 1000
_NO_SUCH_PROPERTY = (0x80041017, 0x80041031)


def _object() -> Any:
    pointer = ctypes.c_void_p
    return interface(
        "IWbemClassObject",
        "{DC12A681-737F-11CF-884D-00AA004B2E24}",
        "IUnknown",
        (*gap(3, 3), ("Get", (ctypes.c_wchar_p, ctypes.c_long, pointer, pointer, pointer))),
    )


def _rows() -> Any:
    return interface(
        "IEnumWbemClassObject",
        "{027947E1-D731-11CE-A357-000000000001}",
        "IUnknown",
        (
            *gap(3, 3),
            (
                "Next",
                (
                    ctypes.c_long,
                    ctypes.c_ulong,
                    ctypes.POINTER(ctypes.POINTER(_object())),
                    ctypes.POINTER(ctypes.c_ulong),
                ),
            ),
        ),
    )


def _services() -> Any:
    bstr = comtypes().BSTR
    return interface(
        "IWbemServices",
        "{9556DC99-828C-11CF-A37E-00AA003240C7}",
        "IUnknown",
        (
            *gap(3, 19),
            (
                "ExecQuery",
                (
                    bstr,
                    bstr,
                    ctypes.c_long,
                    ctypes.c_void_p,
                    ctypes.POINTER(ctypes.POINTER(_rows())),
                ),
            ),
        ),
    )


def _locator() -> Any:
    bstr = comtypes().BSTR
    return interface(
        "IWbemLocator",
        "{DC12A687-737F-11CF-884D-00AA004B2E24}",
        "IUnknown",
        (
            (
                "ConnectServer",
                (
                    bstr,
                    bstr,
                    bstr,
                    bstr,
                    ctypes.c_long,
                    bstr,
                    ctypes.c_void_p,
                    ctypes.POINTER(ctypes.POINTER(_services())),
                ),
            ),
        ),
    )


def _let_impersonate(services: Any) -> None:
    """Let WMI act with this account's own rights; it refuses some classes otherwise."""
    winnt, no_authorisation, level_call, impersonate = 10, 0, 3, 3
    set_blanket = call(
        "ole32",
        "CoSetProxyBlanket",
        ctypes.c_long,
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_ulong,
        ctypes.c_wchar_p,
        ctypes.c_ulong,
        ctypes.c_ulong,
        ctypes.c_void_p,
        ctypes.c_ulong,
    )
    set_blanket(services, winnt, no_authorisation, None, level_call, impersonate, None, 0)


def _connect(namespace: str) -> Any:
    services = ctypes.POINTER(_services())()
    create(_LOCATOR, _locator()).ConnectServer(
        text_argument(namespace),
        None,
        None,
        None,
        _USE_MAX_WAIT,
        None,
        None,
        ctypes.byref(services),
    )
    _let_impersonate(services)
    return services


def _property(row: Any, name: str) -> "str | int | bool | tuple[str | int, ...] | None":
    """Return one property; None for null and for one that this version's class lacks."""
    variant = automation().VARIANT()
    try:
        row.Get(name, 0, ctypes.cast(ctypes.pointer(variant), ctypes.c_void_p), None, None)
    except Exception as error:
        if hresult_of(error) in (0x80041002, 0x80041031):  # not found, no such property
            return None
        raise
    value = variant_value(variant)
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple | list):
        return tuple(plain(each) if isinstance(each, str) else int(each) for each in value)
    return value if value is None or isinstance(value, bool | int) else plain(str(value))


def _each_row(rows: Any) -> Iterator[Any]:
    """Give row after row; TimeoutError when the next one does not come."""
    for _ in range(_MOST_ROWS):
        row, count = ctypes.POINTER(_object())(), ctypes.c_ulong()
        ended = rows.Next(LIMIT_MS, 1, ctypes.byref(row), ctypes.byref(count))
        if ended == _TIMED_OUT:
            raise TimeoutError(f"no row within {LIMIT_MS} ms")
        if ended == _NO_MORE or not count.value or not row:
            return
        yield row


def _query(kind: str, wanted: str, where: str) -> str:
    """Write a query in WQL, WMI's own language. Nothing in it comes from outside the program."""
    condition = f" WHERE {where}" if where else ""
    return f"SELECT {wanted} FROM {kind}{condition}"  # noqa: S608 - no database is asked


def _ask(namespace: str, kind: str, names: Sequence[str], where: str) -> tuple[WmiRow, ...]:
    """Ask for the named properties, or for all where this version of the class lacks one."""
    try:
        return _run(namespace, _query(kind, ", ".join(names), where), names)
    except Exception as error:
        if hresult_of(error) not in _NO_SUCH_PROPERTY:
            raise
        return _run(namespace, _query(kind, "*", where), names)


def _run(namespace: str, query: str, names: Sequence[str]) -> tuple[WmiRow, ...]:
    services = _connect(namespace)
    rows = ctypes.POINTER(_rows())()
    services.ExecQuery(
        text_argument("WQL"), text_argument(query), _FORWARD_ONLY_AT_ONCE, None, ctypes.byref(rows)
    )
    return tuple({name: _property(row, name) for name in names} for row in _each_row(rows))


def _answers_at_all() -> bool:
    """Say whether WMI knows the class that every Windows has."""
    try:
        found = _ask("root\\cimv2", "Win32_OperatingSystem", ("Version",), "")
    except Exception as error:
        if hresult_of(error) is None:
            raise
        return False
    return bool(found)


@answering
def rows(
    namespace: str, kind: str, names: Sequence[str], where: str
) -> tuple[WmiRow, ...] | Unknown:
    """Return the named properties of each instance of a class.

    No row at all is not_found. A missing class or namespace is not_supported where WMI answers
    otherwise, and source_broken where it does not even know the operating system.
    """
    asked = f"{namespace}: {kind}"
    try:
        found = _ask(namespace, kind, names, where)
    except TimeoutError as error:
        return Unknown(UnknownCode.TIMED_OUT, f"{asked}: {error}")
    except Exception as error:
        hresult = hresult_of(error)
        if hresult in MISSING_WMI_CLASS and not _answers_at_all():
            return Unknown(UnknownCode.SOURCE_BROKEN, f"{asked}: 0x{hresult:08X}, WMI broken")
        if hresult is None:
            raise
        return from_hresult(hresult, asked)
    return found or Unknown(UnknownCode.NOT_FOUND, f"{asked}: no row")
