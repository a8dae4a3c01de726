"""Macros of Microsoft Office on Windows: policy before choice, of each person signed in."""

from collections.abc import Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.macros.facts import MacroSetting, MacrosFacts
from core.probes.system import WindowsSystem
from core.probes.win_people import loaded
from core.probes.win_values import is_absent, number_of

_VERSIONS = ("16.0", "15.0", "14.0", "12.0")
"""Since Office 2007; the one before has another setting, and is out of support since 2014."""
_PROGRAMS = ("Word", "Excel", "PowerPoint", "Access")
_LEVELS = {1: "all", 2: "ask", 3: "signed", 4: "none"}
_ASKS_BY_ITSELF = 2
_OFFICE = r"Software\Microsoft\Office"
_POLICY = r"Software\Policies\Microsoft\Office"


def _level(system: WindowsSystem, sid: str, place: str) -> str | Unknown:
    """Return VBAWarnings of a program: policy, then choice, then Office's own default."""
    for root in (_POLICY, _OFFICE):
        key = f"{sid}\\{root}\\{place}\\Security"
        found = number_of(system.registry("HKU", key, "VBAWarnings"), f"{key}\\VBAWarnings")
        if is_absent(found):
            continue
        if isinstance(found, Unknown):
            return found
        return _LEVELS.get(found, Unknown(UnknownCode.MALFORMED, f"VBAWarnings {found}"))
    return _LEVELS[_ASKS_BY_ITSELF]


def _of_person(system: WindowsSystem, sid: str, who: str) -> tuple[MacroSetting, ...] | Unknown:
    """Return the programs that a person has used: each leaves a key of its own."""
    found: list[MacroSetting] = []
    for version in _VERSIONS:
        keys = system.registry_keys("HKU", f"{sid}\\{_OFFICE}\\{version}")
        if is_absent(keys):
            continue
        if isinstance(keys, Unknown):
            return keys
        found += [
            MacroSetting(
                name=f"{program} {version} ({who})",
                level=_level(system, sid, f"{version}\\{program}"),
            )
            for program in _PROGRAMS
            if program in keys
        ]
    return tuple(found)


def _of_all(
    system: WindowsSystem, people: tuple[str, ...], names: Mapping[str, str]
) -> tuple[MacroSetting, ...] | Unknown:
    found: list[MacroSetting] = []
    for sid in people:
        more = _of_person(system, sid, names.get(sid, sid))
        if isinstance(more, Unknown):
            return more
        found += more
    return tuple(found)


def read(system: WindowsSystem, ask: Ask) -> MacrosFacts:
    """Read what each person's Office does. WPS Office keeps nothing there."""
    people, users = loaded(system), system.users()
    names = {} if isinstance(users, Unknown) else {each.sid: each.name for each in users}
    return MacrosFacts(
        origin=Origin(
            backend="registry",
            at=system.now(),
            sources={"settings": f"HKU\\…\\{_OFFICE}, HKU\\…\\{_POLICY}"},
        ),
        settings=people if isinstance(people, Unknown) else _of_all(system, people, names),
    )
