"""Whose settings can be read on Linux, and what their desktop keeps for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.gvdb import Plain, read_gvdb
from core.probes.system import System

_FIRST, _LAST = 1000, 60_000
_NO_LOGIN = ("nologin", "false", "sync")
_PROFILES = ("/etc/dconf/profile/user",)
_DATABASES = "/etc/dconf/db"
_LIMIT = 4_000_000
_DESKTOPS = (
    ("gnome", "/usr/bin/gnome-shell"),
    ("kde", "/usr/bin/plasmashell"),
    ("xfce", "/usr/bin/xfce4-session"),
    ("mate", "/usr/bin/mate-session"),
    ("cinnamon", "/usr/bin/cinnamon-session"),
    ("lxqt", "/usr/bin/lxqt-session"),
    ("lxde", "/usr/bin/lxsession"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a home folder."""

    name: str
    home: str


@dataclass(slots=True)
class Settings:
    """What the databases of dconf say for a person, the person's own first."""

    own: dict[str, Plain] = field(default_factory=dict)
    common: dict[str, Plain] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)

    def get(self, path: str, default: Plain) -> Plain:
        """Return a setting; one that the office has locked is not the person's to change."""
        if path in self.locked and path in self.common:
            return self.common[path]
        return self.own.get(path, self.common.get(path, default))


def desktop(system: System) -> str:
    """Name the desktop that is installed, empty for none; of several the first of the list."""
    found = (name for name, path in _DESKTOPS if not isinstance(system.stat(path), Unknown))
    return next(found, "")


def people(system: System) -> tuple[Person, ...] | Unknown:
    """Return the people whose settings we may read: everybody for root, else ourselves."""
    text = system.read_text("/etc/passwd")
    if isinstance(text, Unknown):
        return text
    everybody = system.rights() == "elevated"
    own = system.user()
    found = [
        each for each, uid in _lines(text) if (everybody and _is_person(uid)) or each.name == own
    ]
    if everybody:
        found = [each for each in found if each.name != "root"]
    return tuple(found) or Unknown(UnknownCode.NOT_FOUND, "nobody has an account for people here")


def _is_person(uid: int) -> bool:
    return _FIRST <= uid < _LAST


def _lines(text: str) -> Iterator[tuple[Person, int]]:
    for line in text.splitlines():
        fields = line.split(":")
        whole = len(fields) == 7 and fields[2].isdecimal() and fields[5].startswith("/")
        if whole and not fields[6].endswith(_NO_LOGIN):
            yield Person(fields[0], fields[5].rstrip("/")), int(fields[2])


def _database(system: System, path: str) -> tuple[dict[str, Plain], frozenset[str]] | Unknown:
    raw = system.read_bytes(path, _LIMIT)
    if isinstance(raw, Unknown):
        return ({}, frozenset()) if raw.code is UnknownCode.NOT_FOUND else raw
    try:
        values, locks = read_gvdb(raw)
    except ValueError as error:
        return Unknown(UnknownCode.MALFORMED, f"{path}: {error}")
    return dict(values), locks


def _common_databases(system: System) -> Sequence[str]:
    for profile in _PROFILES:
        text = system.read_text(profile)
        if not isinstance(text, Unknown):
            return [
                f"{_DATABASES}/{line.partition(':')[2]}"
                for line in significant_lines(text)
                if line.startswith("system-db:")
            ]
    return []


def settings_of(system: System, person: Person) -> Settings | Unknown:
    """Return what dconf keeps for a person; nothing kept means that defaults hold."""
    found = Settings()
    own = _database(system, f"{person.home}/.config/dconf/user")
    if isinstance(own, Unknown):
        return own
    found.own = own[0]
    for path in reversed(_common_databases(system)):
        common = _database(system, path)
        if isinstance(common, Unknown):
            return common
        found.common.update(common[0])
        found.locked |= common[1]
    return found
