"""What starts by itself on Windows: the registry, two kinds of folders, the task library."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.start_commands import expanded, shortened, windows_programs
from core.probes.startup.facts import StartEntry, StartupFacts
from core.probes.startup.win_between import read_between
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_people import people
from core.probes.win_values import CURRENT_VERSION, HKLM, SERVICES, is_absent, number_of, values_of

T = TypeVar("T")

RUN = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
_RUN_KEYS = ("Run", "RunOnce", "RunOnceEx", r"Policies\Explorer\Run")
_OF_A_PERSON = (
    (rf"{CURRENT_VERSION}\Windows", "Load"),
    (rf"{CURRENT_VERSION}\Windows", "Run"),
    ("Environment", "UserInitMprLogonScript"),
)
"""Values of a person that start a program too. Source: MITRE ATT&CK, T1547.001 and T1037.001."""
_ACTIVE_SETUP = r"SOFTWARE\Microsoft\Active Setup\Installed Components"
_CLASSES = (r"SOFTWARE\Classes\CLSID", r"SOFTWARE\Classes\WOW6432Node\CLSID")
_APPROVED = rf"{RUN}\Explorer\StartupApproved"
_STARTUP = r"Microsoft\Windows\Start Menu\Programs\Startup"
_PROFILES = rf"{CURRENT_VERSION}\ProfileList"
_RIGHTS = Unknown(UnknownCode.NOT_SUPPORTED, "told by lists of rights")
_STARTS_BY_ITSELF = frozenset((0, 1, 2))
_MOST = 3000


@dataclass(slots=True)
class Reading:
    """What was asked so far, and what could not be read.

    `broken` is why the machine's own part could not be read; a key that this account may not open
    is no such reason, it is among the `unseen`.
    """

    system: WindowsSystem
    variables: Mapping[str, str]
    unseen: list[str] = field(default_factory=list)
    broken: Unknown | None = None
    _known: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def _note(self, root: str, key: str, why: Unknown) -> None:
        if is_absent(why):
            return
        self.unseen.append(f"{root}\\{key}")
        if root == HKLM and why.code is not UnknownCode.NO_RIGHT:
            self.broken = self.broken or why

    def of_person(self, sid: str) -> Mapping[str, str]:
        """Return the variables with those of a person, whose folders lie below the profile."""
        if sid not in self._known:
            self._known[sid] = self._read_person(sid)
        return self._known[sid]

    def _read_person(self, sid: str) -> Mapping[str, str]:
        told = self.values(HKLM, f"{_PROFILES}\\{sid}").get("ProfileImagePath")
        if not isinstance(told, str):
            return self.variables
        home = expanded(told, self.variables)
        local = f"{home}\\AppData\\Local"
        return {
            **self.variables,
            "userprofile": home,
            "appdata": f"{home}\\AppData\\Roaming",
            "localappdata": local,
            "temp": f"{local}\\Temp",
            "tmp": f"{local}\\Temp",
        }

    def section(self, read: Callable[[], Iterable[T]]) -> tuple[T, ...] | Unknown:
        """Return what a part reads, each once; Unknown where the machine's own part is broken."""
        self.broken = None
        found = tuple(dict.fromkeys(read()))
        return self.broken or found

    def values(self, root: str, key: str, wow32: bool = False) -> Mapping[str, RegistryValue]:
        """Return the values of a key; one that is not there has none."""
        found = values_of(self.system, root, key, wow32)
        if isinstance(found, Unknown):
            self._note(root, key, found)
            return {}
        return found

    def value(self, root: str, key: str, name: str) -> RegistryValue | None:
        """Return one value of a key, None where there is none."""
        found = self.system.registry(root, key, name)
        if isinstance(found, Unknown):
            self._note(root, key, found)
            return None
        return found

    def keys(self, root: str, key: str, wow32: bool = False) -> tuple[str, ...]:
        """Return the keys below a key; one that is not there has none."""
        found = self.system.registry_keys(root, key, wow32)
        if isinstance(found, Unknown):
            self._note(root, key, found)
            return ()
        return found[:_MOST]

    def entry(self, name: str, place: str, command: str, sid: str = "") -> StartEntry:
        """Return an entry from its command; `sid` is whose variables it is written with."""
        variables = self.of_person(sid) if sid else self.variables
        return StartEntry(
            name=name,
            place=place,
            command=shortened(command),
            programs=windows_programs(command, variables),
            changeable=_RIGHTS,
        )


def variables_of(system: WindowsSystem) -> Mapping[str, str]:
    """Return the variables of Windows that commands are written with, by their small names.

    Without a person those for temporary files are the system's own.
    """
    names = ("SystemRoot", "SystemDrive", "ProgramFiles", "ProgramFiles(x86)", "ProgramData")
    told = {each.lower(): system.environment(each) for each in names}
    found = {name: value for name, value in told.items() if isinstance(value, str)}
    root, drive = found.get("systemroot", "C:\\Windows"), found.get("systemdrive", "C:")
    temporary = f"{root}\\Temp"
    own = {"windir": root, "temp": temporary, "tmp": temporary, "public": f"{drive}\\Users\\Public"}
    return {**found, **own, "allusersprofile": found.get("programdata", f"{drive}\\ProgramData")}


def _is_off(approved: Mapping[str, RegistryValue], name: str) -> bool:
    """Say whether an entry was switched off: a day of switching off stands after the first byte.

    Source: osquery, startup_items.cpp.
    """
    value = approved.get(name)
    return isinstance(value, bytes) and len(value) >= 8 and value[0] < 0x10 and any(value[1:])


def _run_keys(reading: Reading, root: str, above: str, sid: str) -> Iterator[StartEntry]:
    """Yield what the keys for programs at sign-in name, in both views of the machine's own.

    Those of the machine run as whoever signs in; `sid` is somebody who is.
    """
    for wow32 in (False, True) if root == HKLM else (False,):
        approved = reading.values(root, f"{above}{_APPROVED}\\{'Run32' if wow32 else 'Run'}")
        for name in _RUN_KEYS:
            key = f"{above}{RUN}\\{name}"
            for value, command in reading.values(root, key, wow32).items():
                if isinstance(command, str) and command and not _is_off(approved, value):
                    yield reading.entry(value, f"{root}\\{key}", command, sid)


def _own_values(reading: Reading, sid: str) -> Iterator[StartEntry]:
    """Yield what single values of a person start; what else their keys hold is not looked at."""
    for key, name in _OF_A_PERSON:
        told = reading.value("HKU", f"{sid}\\{key}", name)
        for command in told if isinstance(told, tuple) else (told,):
            if isinstance(command, str) and command.strip():
                yield reading.entry(name, f"HKU\\{sid}\\{key}", command, sid)


def _folder(reading: Reading, folder: str) -> Iterator[StartEntry]:
    """Yield what lies in a folder for programs at sign-in; of a shortcut its program."""
    names = reading.system.list_folder(folder)
    if isinstance(names, Unknown):
        if names.code is not UnknownCode.NOT_FOUND:
            reading.unseen.append(folder)
        return
    for name in names:
        if name.lower() == "desktop.ini":
            continue
        path = f"{folder}\\{name}"
        target = reading.system.link_target(path) if name.lower().endswith(".lnk") else path
        yield reading.entry(name, folder, f'"{path if isinstance(target, Unknown) else target}"')


def _profiles(reading: Reading, sids: Iterable[str]) -> Iterator[str]:
    for sid in sids:
        path = reading.values(HKLM, f"{_PROFILES}\\{sid}").get("ProfileImagePath")
        if isinstance(path, str):
            yield path


def _at_sign_in(reading: Reading, sids: tuple[str, ...]) -> Iterator[StartEntry]:
    """Yield what starts when somebody signs in: the machine's own first, then each person's."""
    yield from _run_keys(reading, HKLM, "", next(iter(sids), ""))
    for sid in sids:
        yield from _run_keys(reading, "HKU", f"{sid}\\", sid)
        yield from _own_values(reading, sid)
    shared = reading.variables.get("programdata", "C:\\ProgramData")
    yield from _folder(reading, f"{shared}\\{_STARTUP}")
    for profile in _profiles(reading, sids):
        yield from _folder(reading, f"{profile}\\AppData\\Roaming\\{_STARTUP}")


def _set_up(reading: Reading, sid: str) -> Iterator[StartEntry]:
    """Yield what Active Setup runs for whoever signs in and for whom it did not run yet.

    Source: MITRE ATT&CK, T1547.014.
    """
    for wow32 in (False, True):
        for name in reading.keys(HKLM, _ACTIVE_SETUP, wow32):
            key = f"{_ACTIVE_SETUP}\\{name}"
            values = reading.values(HKLM, key, wow32)
            command, title = values.get("StubPath"), values.get("")
            if isinstance(command, str) and command.strip() and values.get("IsInstalled") != 0:
                told = title if isinstance(title, str) and title.strip() else name
                yield reading.entry(told, f"{HKLM}\\{key}", command, sid)


def _own_classes(reading: Reading, sid: str) -> Iterator[StartEntry]:
    """Yield the files of classes that a person has in place of the machine's own of that number.

    Windows takes those of the person first. Classes that the machine lacks take nobody's place:
    many programs for one person have some. Source: MITRE ATT&CK, T1546.015.
    """
    for classes in _CLASSES:
        own = f"{sid}\\{classes}"
        for name in reading.keys("HKU", own):
            if not reading.keys(HKLM, f"{classes}\\{name}"):
                continue
            for kind in ("InprocServer32", "LocalServer32"):
                told = reading.values("HKU", f"{own}\\{name}\\{kind}").get("")
                if isinstance(told, str) and told.strip():
                    bare = kind == "InprocServer32" and not told.startswith('"')
                    command = f'"{told}"' if bare else told
                    yield reading.entry(name, f"HKU\\{own}\\{name}", command, sid)


def _elsewhere(reading: Reading, sids: tuple[str, ...]) -> Iterator[StartEntry]:
    yield from _set_up(reading, next(iter(sids), ""))
    for sid in sids:
        yield from _own_classes(reading, sid)


def _services(reading: Reading) -> Iterator[StartEntry]:
    """Yield the services and drivers that start by themselves, with the library of a shared one."""
    for name in reading.keys(HKLM, SERVICES):
        values = reading.values(HKLM, f"{SERVICES}\\{name}")
        command, start = values.get("ImagePath"), number_of(values.get("Start"), name)
        if not isinstance(command, str) or start not in _STARTS_BY_ITSELF:
            continue
        place = f"{HKLM}\\{SERVICES}\\{name}"
        yield reading.entry(name, place, command)
        if "svchost" in command.lower():
            library = reading.values(HKLM, f"{SERVICES}\\{name}\\Parameters").get("ServiceDll")
            if isinstance(library, str):
                yield reading.entry(name, f"{place}\\Parameters", library)


def _tasks(reading: Reading, sid: str) -> tuple[StartEntry, ...] | Unknown:
    found = reading.system.tasks()
    if isinstance(found, Unknown):
        return found
    return tuple(
        reading.entry(each.path, "Task Scheduler", action, sid)
        for each in found
        if each.enabled
        for action in each.actions
    )


def read(system: WindowsSystem, ask: Ask) -> StartupFacts:
    """Read run keys, startup folders, services, tasks and the switches in between."""
    now, reading = system.now(), Reading(system, variables_of(system))
    sids = people(system)
    if not sids:
        reading.unseen.append("HKEY_USERS")
    if system.rights() == "user":
        reading.unseen.append("Task Scheduler")
    at_sign_in = reading.section(lambda: _at_sign_in(reading, sids))
    elsewhere = reading.section(lambda: _elsewhere(reading, sids))
    services = reading.section(lambda: _services(reading))
    between = reading.section(lambda: read_between(reading, sids))
    nothing = Unknown(UnknownCode.NOT_FOUND, f"{SERVICES}: no service at all")
    return StartupFacts(
        origin=Origin(
            backend="registry",
            at=now,
            sources={
                "at_sign_in": "Run, RunOnce, Policies\\Explorer\\Run, Load, Startup",
                "elsewhere": "Active Setup, Classes\\CLSID",
                "services": f"{HKLM}\\{SERVICES}",
                "tasks": "Schedule.Service",
                "between": "Winlogon, Image File Execution Options, Lsa, AppInit_DLLs",
            },
        ),
        at_sign_in=at_sign_in,
        elsewhere=elsewhere,
        services=services or nothing,
        tasks=_tasks(reading, next(iter(sids), "")),
        between=between,
        unseen=tuple(sorted(set(reading.unseen))),
    )
