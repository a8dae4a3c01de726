"""Small questions about the machine: how long it runs, its time zone, edition and domain."""

import ctypes
from ctypes import wintypes

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_api import call, error_of
from core.probes.win_codes import answering, plain

_ZONE_STANDARD = 1
_ZONE_DAYLIGHT = 2
_ZONE_INVALID = 0xFFFFFFFF
_JOINED_DOMAIN = 3
_UNLICENSED = 0xABCDABCD


class _SystemTime(ctypes.Structure):
    """SYSTEMTIME."""

    _fields_ = tuple((each, wintypes.WORD) for each in "ymwdhnsi")


class _Zone(ctypes.Structure):
    """DYNAMIC_TIME_ZONE_INFORMATION."""

    _fields_ = (
        ("bias", wintypes.LONG),
        ("standard_name", wintypes.WCHAR * 32),
        ("standard_date", _SystemTime),
        ("standard_bias", wintypes.LONG),
        ("daylight_name", wintypes.WCHAR * 32),
        ("daylight_date", _SystemTime),
        ("daylight_bias", wintypes.LONG),
        ("key", wintypes.WCHAR * 128),
        ("no_daylight", wintypes.BYTE),
    )


@answering
def uptime_s() -> int | Unknown:
    """Return the seconds since the last real start; sleep and fast startup do not end them."""
    return int(call("kernel32", "GetTickCount64", ctypes.c_uint64)()) // 1000


@answering
def time_zone() -> tuple[str, int] | Unknown:
    """Return the zone's key, which is never translated, and its offset in minutes now."""
    zone = _Zone()
    ask = call("kernel32", "GetDynamicTimeZoneInformation", wintypes.DWORD, ctypes.POINTER(_Zone))
    season = ask(ctypes.byref(zone))
    if season == _ZONE_INVALID or not zone.key:
        return Unknown(UnknownCode.NOT_FOUND, f"GetDynamicTimeZoneInformation: {season}")
    extra = {_ZONE_STANDARD: zone.standard_bias, _ZONE_DAYLIGHT: zone.daylight_bias}
    return plain(zone.key), -(zone.bias + extra.get(season, 0))


@answering
def product_sku(major: int, minor: int) -> int | Unknown:
    """Return the number of the edition."""
    number = wintypes.DWORD()
    ask = call(
        "kernel32",
        "GetProductInfo",
        wintypes.BOOL,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    if not ask(major, minor, 0, 0, ctypes.byref(number)) or number.value in (0, _UNLICENSED):
        return Unknown(UnknownCode.NOT_FOUND, f"GetProductInfo: {number.value}")
    return number.value


@answering
def joined_domain() -> str | Unknown:
    """Return the domain this machine is joined to, empty for a workgroup."""
    name, status = ctypes.c_void_p(), ctypes.c_int()
    ask = call(
        "netapi32",
        "NetGetJoinInformation",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.POINTER(ctypes.c_int),
    )
    result = ask(None, ctypes.byref(name), ctypes.byref(status))
    try:
        if result != 0:
            raise error_of(result, "NetGetJoinInformation")
        if status.value == 0:
            return Unknown(UnknownCode.NOT_FOUND, "NetGetJoinInformation: status unknown")
        joined = ctypes.wstring_at(name.value) if name.value else ""
        return plain(joined) if status.value == _JOINED_DOMAIN else ""
    finally:
        if name.value:
            call("netapi32", "NetApiBufferFree", wintypes.DWORD, ctypes.c_void_p)(name)
