"""Documented switches of Windows by which a program puts itself between another and its start."""

from __future__ import annotations

import ntpath
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from core.probes.start_commands import expanded
from core.probes.startup.facts import Between
from core.probes.win_values import CONTROL, CURRENT_VERSION, HKLM

if TYPE_CHECKING:
    from core.probes.startup.windows import Reading
    from core.probes.system import RegistryValue

_WINLOGON = rf"{CURRENT_VERSION}\Winlogon"
_DEBUGGERS = rf"{CURRENT_VERSION}\Image File Execution Options"
_AT_EXIT = rf"{CURRENT_VERSION}\SilentProcessExit"
_LIBRARIES = rf"{CURRENT_VERSION}\Windows"
_SHELL = r"SOFTWARE\Microsoft\Command Processor"
_LSA = rf"{CONTROL}\Lsa"
_SESSION = rf"{CONTROL}\Session Manager"
_PACKAGES: Mapping[str, frozenset[str]] = {
    "Security Packages": frozenset(
        (
            "",
            '""',
            "kerberos",
            "msv1_0",
            "schannel",
            "wdigest",
            "tspkg",
            "pku2u",
            "cloudap",
            "livessp",
        )
    ),
    "Authentication Packages": frozenset(("msv1_0",)),
    "Notification Packages": frozenset(("scecli", "rassfm")),
}
"""What a Windows of any edition and server role brings. Source: Microsoft Learn, LSA protection."""


def _texts(value: RegistryValue | None) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _sign_in(reading: Reading, root: str, above: str) -> Iterator[Between]:
    """Yield another shell than Explorer, and what runs beside Userinit."""
    key = f"{above}{_WINLOGON}"
    values = reading.values(root, key)
    for name, kind, usual in (
        ("Shell", "shell", "explorer.exe"),
        ("Userinit", "userinit", "system32\\userinit.exe"),
    ):
        for part in (one for each in _texts(values.get(name)) for one in each.split(",")):
            if part.strip() and not _is_of_windows(part, usual, reading.variables):
                yield Between(
                    kind=kind, name="Winlogon", value=part.strip(), place=f"{root}\\{key}"
                )


def _is_of_windows(command: str, usual: str, variables: Mapping[str, str]) -> bool:
    """Say whether a command is a program of Windows' own folder, with its path or by its name.

    A program of the same name elsewhere is another one.
    """
    bare = expanded(command.strip(), variables).strip('"').lower().replace("/", "\\")
    root = variables.get("systemroot", "C:\\Windows")
    return bare in (ntpath.basename(usual), f"{root}\\{usual}".lower())


def _debuggers(reading: Reading) -> Iterator[Between]:
    """Yield programs in whose place another starts, and those watched at their end."""
    for key, value, kind in (
        (_DEBUGGERS, "Debugger", "debugger"),
        (_AT_EXIT, "MonitorProcess", "at_exit"),
    ):
        for name in reading.keys(HKLM, key):
            told = reading.values(HKLM, f"{key}\\{name}").get(value)
            if isinstance(told, str) and told.strip():
                yield Between(kind=kind, name=name, value=told, place=f"{HKLM}\\{key}\\{name}")


def _libraries(reading: Reading) -> Iterator[Between]:
    """Yield libraries loaded into every program, where loading them is switched on."""
    for wow32 in (False, True):
        values = reading.values(HKLM, _LIBRARIES, wow32)
        for each in _texts(values.get("AppInit_DLLs")):
            if each.strip() and values.get("LoadAppInit_DLLs") == 1:
                yield Between(
                    kind="appinit", name="AppInit_DLLs", value=each, place=f"{HKLM}\\{_LIBRARIES}"
                )


def _packages(reading: Reading) -> Iterator[Between]:
    """Yield packages of the sign-in service that Windows does not bring."""
    for key in (_LSA, f"{_LSA}\\OSConfig"):
        values = reading.values(HKLM, key)
        for name, usual in _PACKAGES.items():
            for each in _texts(values.get(name)):
                if each.strip().lower() not in usual:
                    yield Between(kind="packages", name=name, value=each, place=f"{HKLM}\\{key}")


def _boot(reading: Reading) -> Iterator[Between]:
    for each in _texts(reading.values(HKLM, _SESSION).get("BootExecute")):
        if each.strip() and each.lower().split()[:2] != ["autocheck", "autochk"]:
            yield Between(kind="boot", name="BootExecute", value=each, place=f"{HKLM}\\{_SESSION}")


def _command_shell(reading: Reading, root: str, above: str) -> Iterator[Between]:
    key = f"{above}{_SHELL}"
    for each in _texts(reading.values(root, key).get("AutoRun")):
        if each.strip():
            yield Between(kind="autorun", name="cmd.exe", value=each, place=f"{root}\\{key}")


def read_between(reading: Reading, sids: Iterable[str]) -> list[Between]:
    """Return what these switches hold that a Windows just installed does not."""
    found = [*_sign_in(reading, HKLM, ""), *_command_shell(reading, HKLM, "")]
    for sid in sids:
        found += [
            *_sign_in(reading, "HKU", f"{sid}\\"),
            *_command_shell(reading, "HKU", f"{sid}\\"),
        ]
    found += [*_debuggers(reading), *_libraries(reading), *_packages(reading), *_boot(reading)]
    return found
