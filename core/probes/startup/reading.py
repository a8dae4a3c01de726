"""What the readers of Linux keep while they look for what starts by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.start_commands import posix_programs, shortened
from core.probes.startup.facts import Changeable, StartEntry
from core.probes.system import System

_FIRST_PERSON, _LAST_PERSON = 1000, 60_000
_OF_SYSTEM = ("/bin/", "/sbin/", "/lib/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/libexec/",
              "/usr/share/", "/opt/", "/etc/")  # fmt: skip
_MOST = 3000


@dataclass(slots=True)
class Reading:
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
class Person:
    """An account and where its own files lie."""

    name: str
    uid: int
    home: str


def accounts_of(system: System) -> tuple[Person, ...]:
    """Return all accounts that have a home."""
    text = system.read_text("/etc/passwd")
    lines = text.splitlines() if isinstance(text, str) else []
    found = []
    for fields in (line.split(":") for line in lines):
        whole = len(fields) == 7 and fields[5].startswith("/")
        if whole and fields[2].isascii() and fields[2].isdecimal():
            found.append(Person(fields[0], int(fields[2]), fields[5].rstrip("/")))
    return tuple(found)


def people_of(accounts: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return the accounts of persons, and root."""
    return tuple(
        each for each in accounts if each.uid == 0 or _FIRST_PERSON <= each.uid < _LAST_PERSON
    )


def joined(text: str) -> Iterator[str]:
    """Yield lines, each with those it is continued by; comments may stand between."""
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


def runs_elsewhere(entry: StartEntry) -> bool:
    """Say whether something runs from where packages of a distribution put no program."""
    return any(map(lies_elsewhere, entry.programs))


def lies_elsewhere(path: str) -> bool:
    """Say whether a file lies where packages of a distribution put no program."""
    return not path.startswith(_OF_SYSTEM) or "/.." in path
