"""Which software is installed on Windows: the lists that its settings show.

`Win32_Product` is never asked: it makes Windows repair each package.
"""

from collections.abc import Iterator, Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.running import running_names
from core.probes.software.facts import Program, SoftwareFacts
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_people import people
from core.probes.win_values import HKLM, is_absent, number_of, values_of

_UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
_MOST = 3000


def _shown(values: Mapping[str, RegistryValue]) -> Program | None:
    """Return what the settings would show; parts of Windows and updates are hidden there."""
    name, version = values.get("DisplayName"), values.get("DisplayVersion")
    hidden = number_of(values.get("SystemComponent", 0), "SystemComponent") == 1
    if hidden or values.get("ParentKeyName") or not isinstance(name, str):
        return None
    shown = name.replace("\0", "").strip()
    told = version.strip() if isinstance(version, str) else ""
    return Program(name=shown, version=told) if shown else None


def _below(system: WindowsSystem, root: str, key: str, wow32: bool) -> Iterator[Program | Unknown]:
    names = system.registry_keys(root, key, wow32)
    if isinstance(names, Unknown):
        if not is_absent(names):
            yield names
        return
    for name in names[:_MOST]:
        values = values_of(system, root, f"{key}\\{name}", wow32)
        if isinstance(values, Unknown):
            continue  # removed while we read
        program = _shown(values)
        if program is not None:
            yield program


def _programs(system: WindowsSystem) -> tuple[Program, ...] | Unknown:
    """Return what every list shows; one that cannot be read makes the whole answer unknown."""
    places = [(HKLM, _UNINSTALL, False), (HKLM, _UNINSTALL, True)]
    places += [("HKU", f"{sid}\\{_UNINSTALL}", False) for sid in people(system)]
    found: set[Program] = set()
    for root, key, wow32 in places:
        for program in _below(system, root, key, wow32):
            if isinstance(program, Unknown):
                return program
            found.add(program)
    if not found:
        return Unknown(UnknownCode.NOT_FOUND, f"{HKLM}\\{_UNINSTALL}: nothing is listed")
    return tuple(sorted(found, key=lambda each: (each.name.lower(), each.version)))


def read(system: WindowsSystem, ask: Ask) -> SoftwareFacts:
    """Read the lists of the machine (both views) and of everybody signed in now."""
    return SoftwareFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={"programs": f"{HKLM}, HKU\\{_UNINSTALL}", "running": "processes"},
        ),
        programs=_programs(system),
        running=running_names(system),
    )
