"""COM: typed interfaces written out by hand, and late-bound automation.

`comtypes.client` is never imported: already its import makes a folder for generated code.
Interfaces are named by their documented vtables instead, so nothing is generated, written or run.
"""

import ctypes
import math
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any, cast

from core.model.unknown import Unknown, UnknownCode
from core.probes.system import RegistryValue
from core.probes.win_codes import answering, hresult_of, plain

_VT_DATE = 7
_VT_DISPATCH = 9
_VT_UNKNOWN = 13
_METHOD_OR_GET = 1 | 2
_PUT = 4
_COM_EPOCH = datetime(1899, 12, 30)

_EXCEPTION_OCCURRED = 0x80020009


class AutomationError(Exception):
    """What an automation object failed with; `Invoke` itself only says that something failed."""

    def __init__(self, hresult: int) -> None:
        """Keep the number where COM's own errors keep theirs."""
        super().__init__(f"0x{hresult & 0xFFFFFFFF:08X}")
        self.hresult = hresult


Method = tuple[str, tuple[Any, ...]]


def comtypes() -> Any:
    """Return comtypes with COM started on this thread; ImportError off Windows."""
    module = import_module("comtypes")
    # Started in another mode already: just as good.
    with suppress(OSError):
        module.CoInitializeEx()
    return module


def automation() -> Any:
    """Return the part of comtypes that knows VARIANT and IDispatch."""
    comtypes()
    return import_module("comtypes.automation")


@cache
def interface(name: str, iid: str, parent: str, methods: tuple[Method, ...]) -> Any:
    """Write out an interface: its id, `IUnknown` or `IDispatch`, its methods in vtable order.

    Every method returns an HRESULT and raises COMError when that is a failure.
    """
    com, auto = comtypes(), automation()
    above = com.IUnknown if parent == "IUnknown" else auto.IDispatch
    kind = type(above)
    body = {
        "_iid_": com.GUID(iid),
        "_idlflags_": [],
        "_methods_": [com.STDMETHOD(com.HRESULT, each, list(types)) for each, types in methods],
    }
    return kind(name, (above,), body)


def gap(first: int, last: int) -> tuple[Method, ...]:
    """Fill vtable places that are never called."""
    return tuple((f"unused{each}", ()) for each in range(first, last + 1))


def create(class_id: str, wanted: Any) -> Any:
    """Make an object of a class."""
    com = comtypes()
    return com.CoCreateInstance(com.GUID(class_id), wanted)


def text_argument(text: str) -> Any:
    """Return a BSTR."""
    return comtypes().BSTR(text)


def variant_value(variant: Any) -> Any:
    """Return a VARIANT's value: plain values, ISO text for dates, IDispatch for objects.

    comtypes would wrap objects by generating code, and reads dates without their own emptiness.
    """
    if variant.vt == _VT_DATE:
        return iso_of_days(ctypes.c_double.from_buffer(variant, 8).value)
    if variant.vt in (_VT_DISPATCH, _VT_UNKNOWN):
        address = ctypes.c_void_p.from_buffer(variant, 8).value
        if not address:
            return None
        held = ctypes.cast(address, ctypes.POINTER(comtypes().IUnknown))
        held.AddRef()
        return held.QueryInterface(automation().IDispatch)
    return variant.value


def iso_of_days(days: float) -> str:
    """Write an automation date, days since 30 December 1899, as ISO text without a zone."""
    if not math.isfinite(days):
        raise ValueError(f"no date: {days}")
    moment = _COM_EPOCH + timedelta(seconds=round(days * 86400))
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _invoke(target: Any, name: str, kind: int, arguments: Sequence[object]) -> Any:
    auto = automation()
    numbers = target.GetIDsOfNames(name)
    given = (auto.VARIANT * len(arguments))()
    for place, argument in enumerate(reversed(arguments)):
        given[place].value = argument
    packed = auto.DISPPARAMS()
    packed.cArgs = len(arguments)
    packed.rgvarg = given
    if kind == _PUT:
        packed.cNamedArgs = 1
        packed.rgdispidNamedArgs = ctypes.pointer(auto.DISPID(auto.DISPID_PROPERTYPUT))
    result, problem, wrong = auto.VARIANT(), auto.EXCEPINFO(), ctypes.c_uint()
    raw = auto.IDispatch._IDispatch__com_Invoke
    try:
        raw(
            target,
            numbers[0],
            ctypes.byref(comtypes().GUID()),
            0,
            kind,
            ctypes.byref(packed),
            ctypes.byref(result),
            ctypes.byref(problem),
            ctypes.byref(wrong),
        )
    except Exception as error:
        if hresult_of(error) == _EXCEPTION_OCCURRED and problem.scode:
            raise AutomationError(problem.scode) from error
        raise
    return variant_value(result)


def get(target: Any, name: str, *arguments: object) -> Any:
    """Read a property or call a method of an automation object by its name, as scripts do."""
    return _invoke(target, name, _METHOD_OR_GET, arguments)


def put(target: Any, name: str, value: object) -> None:
    """Set a property of an automation object."""
    _invoke(target, name, _PUT, (value,))


def automation_object(program_id: str) -> Any:
    """Make an automation object by its program id."""
    com = comtypes()
    return com.CoCreateInstance(com.GUID.from_progid(program_id), automation().IDispatch)


def _plain(value: object, asked: str) -> RegistryValue | bool | Unknown | None:
    if isinstance(value, str):
        return plain(value)
    if value is None or isinstance(value, bool | int | bytes):
        return value
    if isinstance(value, tuple | list):
        return tuple(plain(str(each)) for each in value)
    return Unknown(UnknownCode.MALFORMED, f"{asked}: {type(value).__name__}")


@answering
def value_at(program_id: str, path: str) -> RegistryValue | bool | Unknown | None:
    """Return what stands at a property path of a new automation object."""
    target = automation_object(program_id)
    for name in path.split("."):
        if target is None:
            return Unknown(UnknownCode.NOT_FOUND, f"{program_id}.{path}: nothing before {name}")
        target = get(target, name)
    return _plain(cast(object, target), f"{program_id}.{path}")
