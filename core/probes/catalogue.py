"""The catalogue of probes, found in this package without a list; the one place that asks which OS.

A topic is a package here with `facts.py`; `windows.py` and `linux.py` beside it hold
`read(system, ask)`.
"""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.model.facts import Facts
from core.model.unknown import UnknownCode

if TYPE_CHECKING:
    from core.probes.ask import Ask
    from core.probes.system import System


def this_os() -> str:
    """Return `windows` or `linux`, the folder of readers that fit this machine."""
    return "windows" if sys.platform == "win32" else "linux"


def real_system() -> System:
    """Return the system that this process runs on."""
    if sys.platform == "win32":
        from core.probes.system_windows import RealWindows

        return RealWindows()
    else:
        from core.probes.system_linux import LinuxSystem

        return LinuxSystem()


@cache
def topics() -> tuple[str, ...]:
    """Return the topics, sorted, without importing them."""
    package = import_module("core.probes")
    return tuple(sorted(each.name for each in pkgutil.iter_modules(package.__path__) if each.ispkg))


def _facts_type(topic: str) -> type[Facts]:
    module = import_module(f"core.probes.{topic}.facts")
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, Facts) and value is not Facts:
            return value
    raise LookupError(f"core/probes/{topic}/facts.py holds no facts")


@cache
def facts_types() -> Mapping[str, type[Facts]]:
    """Return the type of facts of every topic."""
    return {topic: _facts_type(topic) for topic in topics()}


def read(topic: str, system: System, ask: Ask, os: str = "") -> Facts:
    """Read one topic with the readers of this machine, or of `os` for a recorded one.

    KeyError for an unknown topic. A topic without a reader for that system is not_supported.
    """
    if topic not in topics():
        raise KeyError(topic)
    chosen = os or this_os()
    name = f"core.probes.{topic}.{chosen}"
    try:
        reader: Any = import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return _facts_type(topic).unread(
            UnknownCode.NOT_SUPPORTED, f"no reader for {chosen}", system.now()
        )
    facts: Facts = reader.read(system, ask)
    return facts
