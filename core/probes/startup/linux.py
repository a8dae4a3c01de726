"""What starts by itself on Linux, told by files alone."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.formats import assignments, ini_value, significant_lines
from core.probes.start_commands import posix_programs, shortened
from core.probes.startup.facts import Between, Changeable, StartEntry, StartupFacts
from core.probes.system import System

_FIRST_PERSON, _LAST_PERSON = 1000, 60_000
_UNITS = (
    "/etc/systemd/system", "/etc/systemd/system.control", "/run/systemd/system",
    "/run/systemd/transient", "/usr/local/lib/systemd/system",
)  # fmt: skip
_AUTOSTART = "/etc/xdg/autostart"
_CRON_FOLDERS = ("/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly")
_ANACRONTAB = "/etc/anacrontab"
_CRONTABS = "/var/spool/cron/crontabs"
_RED_HAT_CRONTABS = "/var/spool/cron"
_INIT = "/etc/init.d"
_RC_LOCAL = ("/etc/rc.local", "/etc/rc.d/rc.local")
_STARTS = (
    "ExecCondition", "ExecStart", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop",
    "ExecStopPost",
)  # fmt: skip
_PACKAGED = ("/lib/systemd/", "/usr/lib/systemd/")
_OF_SYSTEM = ("/bin/", "/sbin/", "/lib/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/libexec/",
              "/usr/share/", "/opt/", "/etc/")  # fmt: skip
_SHELLS = ("/etc/profile", "/etc/bash.bashrc", "/etc/zsh/zshrc", "/etc/zsh/zprofile")
_SHELL_FOLDERS = ("/etc/profile.d", "/etc/X11/Xsession.d", "/etc/X11/xinit/xinitrc.d")
_SHELLS_OF_PEOPLE = (
    ".profile", ".bash_profile", ".bash_login", ".bashrc", ".bash_logout", ".bash_aliases",
    ".zshenv", ".zprofile", ".zshrc", ".zlogin", ".xprofile", ".xsession", ".xsessionrc",
)  # fmt: skip
_SHELL_SCRIPT = re.compile(rb"#!\s*(?:/\S*/)?(?:env\s+)?(?:ba|da|z|k)?sh\b")
_MOVES = re.compile(r"cd\s+(/\S+)\s*(?:\|\|.*)?;?")
_STRANGE = re.compile(r"\./|~/|\$\{?HOME|(?<![\w$}/.~-])/(?!(?:bin|sbin|lib|usr|opt|etc)/)")
"""Without one of these a line runs nothing from elsewhere."""
_HANDED = re.compile(r"\|\s*(?:sudo\s+)?(?:/\S*/)?(?:ba|da|z|k)?sh\b|/dev/(?:tcp|udp)/")
_MARKS = "-@:+!"  # prefixes that systemd allows before a program
_MOST = 3000


@dataclass(slots=True)
class _Reading:
    """What was found so far, and what could not be read."""

    system: System
    unseen: list[str] = field(default_factory=list)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder; one that is not there holds none."""
        found = self.system.list_folder(folder)
        if isinstance(found, Unknown):
            if found.code is not UnknownCode.NOT_FOUND:
                self.unseen.append(folder)
            return ()
        return found[:_MOST]

    def text(self, path: str) -> str:
        """Return a file; empty for one that is not there, or that could not be read."""
        found = self.system.read_text(path, 500_000)
        if isinstance(found, Unknown):
            if found.code is not UnknownCode.NOT_FOUND:
                self.unseen.append(path)
            return ""
        return found

    def changeable(self, programs: tuple[str, ...], owner: int) -> Changeable | Unknown:
        """Say whether others may change a program that runs as `owner`: the worst one speaks."""
        worst = Changeable.NOBODY
        for path in programs:
            for place in (path, path.rpartition("/")[0] or "/"):
                seen = self.system.stat(place)
                if isinstance(seen, Unknown):
                    if seen.code is UnknownCode.NOT_FOUND:
                        continue
                    return seen
                sticky = seen.kind == "folder" and seen.mode & 0o1000
                if seen.mode & 0o002 and not sticky:
                    return Changeable.EVERYONE
                if seen.uid not in (0, owner):
                    worst = Changeable.OTHERS
        return worst

    def entry(self, name: str, place: str, command: str, home: str, owner: int) -> StartEntry:
        """Return an entry from its command."""
        programs = posix_programs(command, home)
        return StartEntry(
            name=name,
            place=place,
            command=shortened(command),
            programs=programs,
            changeable=self.changeable(programs, owner),
        )


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    uid: int
    home: str


def _people(system: System) -> tuple[_Person, ...]:
    """Return the accounts of persons, and root, with their homes."""
    text = system.read_text("/etc/passwd")
    lines = text.splitlines() if isinstance(text, str) else []
    found = []
    for fields in (line.split(":") for line in lines):
        if len(fields) == 7 and fields[2].isascii() and fields[2].isdecimal():
            uid = int(fields[2])
            if (uid == 0 or _FIRST_PERSON <= uid < _LAST_PERSON) and fields[5].startswith("/"):
                found.append(_Person(fields[0], uid, fields[5].rstrip("/")))
    return tuple(found)


def _desktop(reading: _Reading, folder: str, person: _Person | None) -> Iterator[StartEntry]:
    """Yield what a folder of autostart files starts."""
    for name in reading.names(folder):
        path = f"{folder}/{name}"
        if not name.endswith(".desktop"):
            continue
        text = reading.text(path)
        hidden = (ini_value(text, "Hidden", "Desktop Entry") or "").lower() == "true"
        command = ini_value(text, "Exec", "Desktop Entry")
        if command and not hidden:
            home, owner = (person.home, person.uid) if person else ("", 0)
            yield reading.entry(name.removesuffix(".desktop"), path, command, home, owner)


def _units(reading: _Reading, folder: str, home: str, owner: int) -> Iterator[StartEntry]:
    """Yield the services of a folder of units.

    Of a link to where packages put theirs only what runs something from elsewhere is told: the unit
    may be no package's, and all others are left to packages.
    """
    for name in reading.names(folder):
        path = f"{folder}/{name}"
        if name.endswith(("service.d", ".wants", ".requires", ".upholds")):
            yield from _units(reading, path, home, owner)
        elif name.endswith((".service", ".conf")):
            target = _target(reading.system, path)
            for command in () if target == "/dev/null" else _commands(reading.text(target or path)):
                entry = reading.entry(name, path, command, home, owner)
                if not target.startswith(_PACKAGED) or _runs_elsewhere(entry):
                    yield entry


def _commands(unit: str) -> Iterator[str]:
    """Yield the commands of a unit."""
    for line in _joined(unit):
        key, equals, value = line.partition("=")
        command = value.strip().lstrip(_MARKS)
        if equals and key.strip() in _STARTS and command:
            yield command


def _runs_elsewhere(entry: StartEntry) -> bool:
    """Say whether something runs from where packages of a distribution put no program."""
    return any(map(_lies_elsewhere, entry.programs))


def _lies_elsewhere(path: str) -> bool:
    return not path.startswith(_OF_SYSTEM) or "/.." in path


def _shell_lines(reading: _Reading, path: str, home: str, owner: int) -> Iterator[StartEntry]:
    """Yield the lines of a shell's start file that start something out of the common.

    That is what runs from elsewhere than the system and the home, or is handed to a shell unseen.
    """
    here = ""
    for line in _joined(reading.text(path)):
        if moves := _MOVES.fullmatch(line):
            here = f"cd {moves[1]} && "
        if not _STRANGE.search(line) and not _HANDED.search(line):
            continue
        command = f"{here}{line}" if "./" in line else line
        entry = reading.entry(path.rpartition("/")[2], path, command, home, owner)
        strange = (each for each in entry.programs if not (home and each.startswith(f"{home}/")))
        if _HANDED.search(line) or any(map(_lies_elsewhere, strange)):
            yield entry


def _shells(reading: _Reading, people: tuple[_Person, ...]) -> Iterator[StartEntry]:
    """Yield what shells and the X session start when somebody signs in."""
    paths = list(_SHELLS)
    for folder in _SHELL_FOLDERS:
        paths += [f"{folder}/{name}" for name in reading.names(folder)]
    for path in paths:
        yield from _shell_lines(reading, path, "", 0)
    for each in people:
        for name in _SHELLS_OF_PEOPLE:
            path = f"{each.home}/{name}"
            seen = reading.system.stat(path)
            if isinstance(seen, Unknown) and seen.code is not UnknownCode.NOT_FOUND:
                reading.unseen.append(each.home)  # nobody else may look into the whole home
                break
            if not isinstance(seen, Unknown):
                yield from _shell_lines(reading, path, each.home, each.uid)


def _joined(text: str) -> Iterator[str]:
    """Yield the lines of a unit, each with those it is continued by; comments stand between."""
    begun = ""
    for line in significant_lines(text):
        if line.startswith(";"):
            continue
        whole = f"{begun}{line}"
        begun = f"{whole[:-1]} " if whole.endswith("\\") else ""
        if not begun:
            yield whole
    if begun:
        yield begun


def _target(system: System, path: str) -> str:
    """Return where a link leads, empty for what is none."""
    target = system.link_target(path)
    if isinstance(target, Unknown):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _crontab(
    reading: _Reading, path: str, person: _Person | None, with_account: bool
) -> Iterator[StartEntry]:
    """Yield the commands of a crontab; a system one names the account before the command."""
    for line in significant_lines(reading.text(path)):
        fields = line.split(None, 1 if line.startswith("@") else 5)
        if len(fields) < 2 or not (line[0].isdigit() or line[0] in "*@"):
            continue
        account, command = ("root", fields[-1])
        if with_account:
            account, command = (*fields[-1].split(None, 1), "")[:2]
        home = person.home if person else ""
        owner = person.uid if person else (0 if account == "root" else -1)
        if command.strip():
            yield reading.entry(path.rpartition("/")[2], path, command.strip(), home, owner)


def _anacrontab(reading: _Reading) -> Iterator[StartEntry]:
    """Yield the jobs of anacron: period, delay, name, command."""
    for line in significant_lines(reading.text(_ANACRONTAB)):
        fields = line.split(None, 3)
        if len(fields) == 4 and (line[0].isdigit() or line[0] == "@"):
            yield reading.entry(fields[2], _ANACRONTAB, fields[3], "", 0)


def _cron(reading: _Reading, people: tuple[_Person, ...]) -> Iterator[StartEntry]:
    yield from _crontab(reading, "/etc/crontab", None, True)
    for name in reading.names("/etc/cron.d"):
        if not name.startswith("."):
            yield from _crontab(reading, f"/etc/cron.d/{name}", None, True)
    yield from _anacrontab(reading)
    for folder in _CRON_FOLDERS:
        for name in reading.names(folder):
            if not name.startswith("."):
                yield from _script(reading, f"{folder}/{name}")
    by_name = {each.name: each for each in people}
    for folder in (_CRONTABS, _RED_HAT_CRONTABS):
        for name in reading.names(folder):
            seen = reading.system.stat(f"{folder}/{name}")
            if isinstance(seen, Unknown) or seen.kind == "file":
                yield from _crontab(reading, f"{folder}/{name}", by_name.get(name), False)


def _script(reading: _Reading, path: str) -> Iterator[StartEntry]:
    """Yield a script that the system runs, and its lines that start something out of the common."""
    yield reading.entry(path.rpartition("/")[2], path, path, "", 0)
    head = reading.system.read_bytes(path, 100)
    if isinstance(head, bytes) and _SHELL_SCRIPT.match(head):
        yield from _shell_lines(reading, path, "", 0)


def _between(reading: _Reading) -> tuple[Between, ...] | Unknown:
    """Return libraries that are loaded before all others."""
    system, found = reading.system, []
    for path in ("/etc/ld.so.preload",):
        for line in significant_lines(reading.text(path)):
            found += [
                Between(kind="preload", name="ld.so", value=each, place=path)
                for each in line.replace(":", " ").split()
            ]
    told = assignments(reading.text("/etc/environment")).get("LD_PRELOAD")
    if told:
        found.append(
            Between(kind="preload", name="environment", value=told, place="/etc/environment")
        )
    running = system.preloaded()
    if isinstance(running, Unknown):
        return running
    found += [
        Between(kind="preload", name=each.name, value=each.library, place="/proc/*/environ")
        for each in running
    ]
    return tuple(dict.fromkeys(found))


def read(system: System, ask: Ask) -> StartupFacts:
    """Read autostart files, units, crontabs and preloaded libraries."""
    now, reading = system.now(), _Reading(system)
    people = _people(system)
    at_sign_in = [*_desktop(reading, _AUTOSTART, None)]
    for each in people:
        at_sign_in += _desktop(reading, f"{each.home}/.config/autostart", each)
        units = f"{each.home}/.config/systemd/user"
        at_sign_in += _units(reading, units, each.home, each.uid)
    at_sign_in += _units(reading, "/etc/systemd/user", "", 0)
    at_sign_in += _shells(reading, people)
    services = [entry for each in _UNITS for entry in _units(reading, each, "", 0)]
    scripts = [each for each in _RC_LOCAL if not isinstance(system.stat(each), Unknown)]
    scripts += [f"{_INIT}/{name}" for name in reading.names(_INIT)]
    services += [entry for each in scripts for entry in _script(reading, each)]
    tasks = list(_cron(reading, people))
    return StartupFacts(
        origin=Origin(
            backend="files",
            at=now,
            sources={
                "at_sign_in": "xdg autostart, systemd user units, start files of shells",
                "services": "/etc/systemd/system, /etc/rc.local, /etc/init.d",
                "tasks": "/etc/crontab, /etc/cron.*, /etc/anacrontab, /var/spool/cron",
                "between": "/etc/ld.so.preload, LD_PRELOAD",
            },
        ),
        at_sign_in=tuple(dict.fromkeys(at_sign_in)),
        services=tuple(dict.fromkeys(services)),
        tasks=tuple(dict.fromkeys(tasks)),
        between=_between(reading),
        unseen=tuple(sorted(set(reading.unseen))),
    )
