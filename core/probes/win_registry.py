"""The registry, in its 64-bit view unless the 32-bit one is asked for."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from core.model.moments import to_text
from core.model.unknown import Unknown
from core.probes.system import RegistryValue
from core.probes.win_codes import answering, plain

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def _value(raw: object) -> RegistryValue:
    """Turn what winreg gives into a plain value; an empty binary value comes as None."""
    if isinstance(raw, str):
        return plain(raw)
    if isinstance(raw, list):
        return tuple(plain(str(each)) for each in raw)
    if isinstance(raw, int | bytes):
        return raw
    return b""


def _open(root: str, key: str, wow32: bool) -> Any:
    """Open a key for reading. The module itself is there on Windows only: ImportError elsewhere."""
    registry: Any = import_module("winreg")
    hive = {"HKLM": registry.HKEY_LOCAL_MACHINE, "HKU": registry.HKEY_USERS}[root]
    view = registry.KEY_WOW64_32KEY if wow32 else registry.KEY_WOW64_64KEY
    return registry.OpenKey(hive, key, 0, registry.KEY_READ | view)


@answering
def value(root: str, key: str, name: str, wow32: bool) -> RegistryValue | Unknown:
    """Return one value."""
    with _open(root, key, wow32) as handle:
        return _value(import_module("winreg").QueryValueEx(handle, name)[0])


@answering
def keys(root: str, key: str, wow32: bool) -> tuple[str, ...] | Unknown:
    """Return the names of the keys below a key, sorted."""
    with _open(root, key, wow32) as handle:
        registry = import_module("winreg")
        count = registry.QueryInfoKey(handle)[0]
        return tuple(sorted(plain(registry.EnumKey(handle, each)) for each in range(count)))


@answering
def values(root: str, key: str, wow32: bool) -> Mapping[str, RegistryValue] | Unknown:
    """Return all values of a key by name."""
    found: dict[str, RegistryValue] = {}
    with _open(root, key, wow32) as handle:
        registry = import_module("winreg")
        for index in range(registry.QueryInfoKey(handle)[1]):
            name, raw, _ = registry.EnumValue(handle, index)
            found[plain(name)] = _value(raw)
    return found


@answering
def written(root: str, key: str) -> str | Unknown:
    """Return when a key was last written."""
    with _open(root, key, False) as handle:
        ticks = import_module("winreg").QueryInfoKey(handle)[2]
    return to_text(_EPOCH + timedelta(microseconds=ticks // 10))


@answering
def names(root: str, key: str) -> tuple[str, ...] | Unknown:
    """Return the names of a key's values, sorted, and drop what they hold at once."""
    with _open(root, key, False) as handle:
        registry = import_module("winreg")
        count = registry.QueryInfoKey(handle)[1]
        return tuple(sorted(plain(registry.EnumValue(handle, each)[0]) for each in range(count)))
