"""How this machine starts and protects its drives: firmware, TPM, BitLocker."""

import ctypes
from ctypes import wintypes
from typing import Any

from core.model.unknown import Unknown, UnknownCode
from core.probes.win_api import call, last_error
from core.probes.win_codes import answering, from_hresult
from core.probes.win_com import automation, comtypes, gap, interface

_NO_TPM = 0x8028400F
_BITLOCKER = "System.Volume.BitLockerProtection"


class _TpmDevice(ctypes.Structure):
    """TPM_DEVICE_INFO."""

    _fields_ = tuple(
        (each, ctypes.c_uint32) for each in ("structure", "version", "interface", "revision")
    )


class _PropertyKey(ctypes.Structure):
    """PROPERTYKEY."""

    _fields_ = (("format", ctypes.c_ubyte * 16), ("id", ctypes.c_uint32))


@answering
def firmware() -> int | Unknown:
    """Return how this machine starts: 1 the old way (BIOS), 2 UEFI."""
    kind = wintypes.DWORD()
    ask = call("kernel32", "GetFirmwareType", wintypes.BOOL, ctypes.POINTER(wintypes.DWORD))
    if not ask(ctypes.byref(kind)):
        raise last_error("GetFirmwareType")
    if kind.value not in (1, 2):
        return Unknown(UnknownCode.NOT_FOUND, f"GetFirmwareType: {kind.value}")
    return kind.value


@answering
def tpm_version() -> int | Unknown:
    """Return 1 for a TPM 1.2, 2 for a TPM 2.0, 0 for none. Needs no rights."""
    device = _TpmDevice()
    ask = call("tbs", "Tbsi_GetDeviceInfo", ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)
    result = ask(ctypes.sizeof(device), ctypes.byref(device))
    if result == _NO_TPM:
        return 0
    if result != 0:
        return from_hresult(result, "Tbsi_GetDeviceInfo")
    if device.version not in (1, 2):
        return Unknown(UnknownCode.MALFORMED, f"Tbsi_GetDeviceInfo: version {device.version}")
    return int(device.version)


def _store() -> Any:
    pointer = ctypes.c_void_p
    return interface(
        "IPropertyStore",
        "{886D8EEB-8CF2-4446-8D02-CDBA1DBDCF99}",
        "IUnknown",
        (*gap(3, 4), ("GetValue", (pointer, pointer))),
    )


@answering
def drive_protection(drive: str) -> int | Unknown:
    """Return the shell's number for BitLocker on a drive such as `C:`: 1 on, 2 off. No rights."""
    key = _PropertyKey()
    name_key = call(
        "propsys", "PSGetPropertyKeyFromName", ctypes.c_long, wintypes.LPCWSTR, ctypes.c_void_p
    )
    failed = name_key(_BITLOCKER, ctypes.byref(key))
    if failed:
        return from_hresult(failed, _BITLOCKER)
    store = ctypes.POINTER(_store())()
    open_store = call(
        "shell32",
        "SHGetPropertyStoreFromParsingName",
        ctypes.c_long,
        wintypes.LPCWSTR,
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    iid = comtypes().GUID(str(_store()._iid_))
    failed = open_store(f"{drive}\\", None, 0, ctypes.byref(iid), ctypes.byref(store))
    if failed or not store:
        return from_hresult(failed, f"property store of {drive}")
    value = automation().VARIANT()
    store.GetValue(ctypes.byref(key), ctypes.cast(ctypes.pointer(value), ctypes.c_void_p))
    number = value.value
    if number is None:
        return Unknown(UnknownCode.NOT_FOUND, f"{_BITLOCKER} of {drive}: empty")
    return int(number)
