"""Shared folders, adapters with their name servers, remembered wireless networks."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.seen import Adapter, Share, WifiProfile
from core.probes.win_api import call, error_of
from core.probes.win_codes import answering, plain

_ALL = 0xFFFFFFFF
_MORE_DATA = 234
_OVERFLOW = 111
_UP = 1
_LOOPBACK_KIND = 24
_WITH_GATEWAYS = 0x80
_IPV4, _IPV6 = 2, 23
_FIRST_BUFFER = 32_768
_MOST = 2000
_WLAN_VERSION = 2


class _Share2(ctypes.Structure):
    """SHARE_INFO_2."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("kind", wintypes.DWORD),
        ("remark", wintypes.LPWSTR),
        ("permissions", wintypes.DWORD),
        ("max_uses", wintypes.DWORD),
        ("uses", wintypes.DWORD),
        ("path", wintypes.LPWSTR),
        ("password", wintypes.LPWSTR),
    )


class _Address(ctypes.Structure):
    """IP_ADAPTER_DNS_SERVER_ADDRESS and IP_ADAPTER_GATEWAY_ADDRESS, which begin alike."""


_Address._fields_ = (
    ("alignment", ctypes.c_uint64),
    ("next", ctypes.POINTER(_Address)),
    ("socket", ctypes.c_void_p),
    ("length", ctypes.c_int),
)


class _Adapter(ctypes.Structure):
    """IP_ADAPTER_ADDRESSES up to the gateways."""


_Adapter._fields_ = (
    ("alignment", ctypes.c_uint64),
    ("next", ctypes.POINTER(_Adapter)),
    ("id", ctypes.c_char_p),
    ("unicast", ctypes.c_void_p),
    ("anycast", ctypes.c_void_p),
    ("multicast", ctypes.c_void_p),
    ("servers", ctypes.POINTER(_Address)),
    ("suffix", wintypes.LPWSTR),
    ("description", wintypes.LPWSTR),
    ("name", wintypes.LPWSTR),
    ("physical", ctypes.c_ubyte * 8),
    ("physical_length", wintypes.DWORD),
    ("flags", wintypes.DWORD),
    ("mtu", wintypes.DWORD),
    ("kind", wintypes.DWORD),
    ("status", ctypes.c_int),
    ("ipv6_index", wintypes.DWORD),
    ("zones", wintypes.DWORD * 16),
    ("prefixes", ctypes.c_void_p),
    ("sends", ctypes.c_uint64),
    ("receives", ctypes.c_uint64),
    ("wins", ctypes.c_void_p),
    ("gateways", ctypes.POINTER(_Address)),
)


class _Guid(ctypes.Structure):
    """GUID."""

    _fields_ = (("bytes", ctypes.c_ubyte * 16),)


class _Interface(ctypes.Structure):
    """WLAN_INTERFACE_INFO."""

    _fields_ = (
        ("guid", _Guid),
        ("description", wintypes.WCHAR * 256),
        ("state", ctypes.c_int),
    )


class _Profile(ctypes.Structure):
    """WLAN_PROFILE_INFO."""

    _fields_ = (("name", wintypes.WCHAR * 256), ("flags", wintypes.DWORD))


class _List(ctypes.Structure):
    """What WLAN_INTERFACE_INFO_LIST and WLAN_PROFILE_INFO_LIST begin with."""

    _fields_ = (("count", wintypes.DWORD), ("index", wintypes.DWORD))


@answering
def shares() -> tuple[Share, ...] | Unknown:
    """Return all shared folders and printers, also the hidden ones that Windows makes itself."""
    ask = call(
        "netapi32",
        "NetShareEnum",
        wintypes.DWORD,
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    buffer, count, total = ctypes.c_void_p(), wintypes.DWORD(), wintypes.DWORD()
    places = ctypes.byref(buffer), _ALL, ctypes.byref(count), ctypes.byref(total)
    status = ask(None, 2, *places, None)
    try:
        if status not in (0, _MORE_DATA):
            raise error_of(status, "NetShareEnum")
        if not buffer:
            return ()
        rows = ctypes.cast(buffer, ctypes.POINTER(_Share2))[: count.value]
        return tuple(
            Share(name=plain(each.name or ""), kind=int(each.kind), path=plain(each.path or ""))
            for each in rows
        )
    finally:
        if buffer:
            call("netapi32", "NetApiBufferFree", wintypes.DWORD, ctypes.c_void_p)(buffer)


def _text_of(socket: int | None) -> str:
    """Write the address of a SOCKADDR; empty for another family."""
    if not socket:
        return ""
    family = ctypes.c_uint16.from_address(socket).value
    if family == _IPV4:
        return str(IPv4Address(ctypes.string_at(socket + 4, 4)))
    return str(IPv6Address(ctypes.string_at(socket + 8, 16))) if family == _IPV6 else ""


def _addresses(first: Any) -> Iterator[str]:
    for _ in range(_MOST):
        if not first:
            return
        text = _text_of(first.contents.socket)
        if text:
            yield text
        first = first.contents.next


@answering
def adapters() -> tuple[Adapter, ...] | Unknown:
    """Return the adapters that are up, without the loopback; none when no network is connected."""
    ask = call(
        "iphlpapi",
        "GetAdaptersAddresses",
        wintypes.ULONG,
        wintypes.ULONG,
        wintypes.ULONG,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.ULONG),
    )
    size = wintypes.ULONG(_FIRST_BUFFER)
    for _ in range(3):
        buffer = ctypes.create_string_buffer(size.value)
        status = ask(0, _WITH_GATEWAYS, None, buffer, ctypes.byref(size))
        if status != _OVERFLOW:
            break
    if status == 232:  # ERROR_NO_DATA: no adapter has an address
        return ()
    if status != 0:
        raise error_of(status, "GetAdaptersAddresses")
    found = []
    one = ctypes.cast(buffer, ctypes.POINTER(_Adapter))
    for _ in range(_MOST):
        if not one:
            break
        each = one.contents
        if each.status == _UP and each.kind != _LOOPBACK_KIND:
            servers = tuple(dict.fromkeys(_addresses(each.servers)))
            gateways = tuple(dict.fromkeys(_addresses(each.gateways)))
            found.append(Adapter(plain(each.name or ""), servers, gateways))
        one = each.next
    return tuple(found)


def _wlan(function: str, *types: Any) -> Any:
    return call("wlanapi", function, wintypes.DWORD, wintypes.HANDLE, *types)


def _must(status: int, asked: str) -> None:
    if status != 0:
        raise error_of(status, asked)


@contextmanager
def _wlan_client() -> Iterator[Any]:
    version, handle = wintypes.DWORD(), wintypes.HANDLE()
    open_client = call(
        "wlanapi",
        "WlanOpenHandle",
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.HANDLE),
    )
    status = open_client(_WLAN_VERSION, None, ctypes.byref(version), ctypes.byref(handle))
    _must(status, "WlanOpenHandle")
    try:
        yield handle
    finally:
        _wlan("WlanCloseHandle", ctypes.c_void_p)(handle, None)


@contextmanager
def _freed(memory: ctypes.c_void_p) -> Iterator[None]:
    try:
        yield
    finally:
        if memory:
            call("wlanapi", "WlanFreeMemory", None, ctypes.c_void_p)(memory)


def _rows(memory: ctypes.c_void_p, kind: type[ctypes.Structure]) -> Iterator[Any]:
    """Give the rows of a list; each is valid while its list is."""
    if not memory.value:
        return
    count = min(ctypes.cast(memory, ctypes.POINTER(_List)).contents.count, _MOST)
    yield from (kind * count).from_address(memory.value + ctypes.sizeof(_List))


def _profiles_of(handle: Any, guid: Any) -> Iterator[WifiProfile]:
    listed = ctypes.c_void_p()
    ask = _wlan("WlanGetProfileList", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
    _must(ask(handle, guid, None, ctypes.byref(listed)), "WlanGetProfileList")
    with _freed(listed):
        for each in _rows(listed, _Profile):
            yield wifi_profile(plain(each.name), _profile_xml(handle, guid, each.name))


def _profile_xml(handle: Any, guid: Any, name: str) -> str:
    """Return a profile as XML; without the right to its key, which is never asked for."""
    kinds = (ctypes.c_void_p, wintypes.LPCWSTR, *(ctypes.c_void_p,) * 4)
    ask, xml = _wlan("WlanGetProfile", *kinds), ctypes.c_void_p()
    _must(ask(handle, guid, name, None, ctypes.byref(xml), None, None), "WlanGetProfile")
    with _freed(xml):
        return ctypes.wstring_at(xml.value) if xml.value else ""


def wifi_profile(name: str, xml: str) -> WifiProfile:
    """Read a profile; ValueError when it does not say how the network is protected."""

    def told(tag: str) -> str:
        found = re.search(rf"<{tag}>\s*([^<\s]*)\s*</{tag}>", xml)
        return plain(found[1]) if found else ""

    if not told("authentication"):
        raise ValueError(f"profile without authentication: {xml:.80}")
    return WifiProfile(
        name=name,
        authentication=told("authentication"),
        encryption=told("encryption"),
        automatic=told("connectionMode").lower() != "manual",
    )


@answering
def wifi_profiles() -> tuple[WifiProfile, ...] | Unknown:
    """Return the remembered wireless networks; not_installed where there is no adapter for them."""
    listed = ctypes.c_void_p()
    with _wlan_client() as handle:
        ask = _wlan("WlanEnumInterfaces", ctypes.c_void_p, ctypes.c_void_p)
        _must(ask(handle, None, ctypes.byref(listed)), "WlanEnumInterfaces")
        with _freed(listed):
            guids = [ctypes.byref(each.guid) for each in _rows(listed, _Interface)]
            if not guids:
                return Unknown(UnknownCode.NOT_INSTALLED, "WlanEnumInterfaces: no adapter")
            found = [each for guid in guids for each in _profiles_of(handle, guid)]
    return tuple(dict.fromkeys(found))
