"""What Samba shares, by smb.conf, the files that it includes, and the shares of people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.sharing.facts import OpenShare
from core.probes.system import System

SAMBA = "/etc/samba/smb.conf"
_DEEPEST = 8
_OLD = frozenset({"core", "coreplus", "lanman1", "lanman2", "nt1"})
_UNSAID = frozenset({"", "default"})
_YES = frozenset({"yes", "true", "on", "1"})
_SAME = {"public": "guestok", "directory": "path", "minprotocol": "serverminprotocol"}
_OPPOSITE = {"writeable": "readonly", "writable": "readonly", "writeok": "readonly"}
_NOT_FOLDERS = frozenset({"global", "homes", "printers", "print$"})
_OF_PEOPLE = "/var/lib/samba/usershares"
_MOST_OF_PEOPLE = "100"
"""What people may share themselves by default, as Debian and its kin build Samba."""
_EVERYBODY = re.compile(r"(?:everyone|s-1-1-0):([a-z])")

Settings = dict[str, str]


@dataclass(slots=True)
class SambaConfig:
    """The settings of each section under one name for each; `unread` says why a part is missing."""

    sections: dict[str, Settings] = field(default_factory=lambda: {"global": {}})
    unread: Unknown | None = None

    def common(self, name: str) -> str:
        """Return a setting for all in small letters, empty where it is not set."""
        return self.sections["global"].get(name, "").lower()


def read_samba(system: System, text: str) -> SambaConfig:
    """Read smb.conf(5): names forget case and blanks; a later section goes on with an earlier."""
    found = SambaConfig()
    _read(system, text, found, "global", 0)
    if "registry" in (found.common("configbackend"), found.common("include")) or _is_on(
        found.sections["global"], "registryshares", "no"
    ):
        found.unread = Unknown(UnknownCode.NOT_SUPPORTED, f"{SAMBA}: shares in Samba's registry")
    return found


def _read(system: System, text: str, found: SambaConfig, current: str, depth: int) -> None:
    joined = re.sub(r"\\\r?\n", "", text)
    lines = (line for line in significant_lines(joined) if not line.startswith(";"))
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1].strip().lower()
            found.sections.setdefault(current, {})
            continue
        name, equals, value = line.partition("=")
        plain, told = "".join(name.lower().split()), value.strip()
        if not equals:
            continue
        if plain == "include" and told.startswith("/"):
            _include(system, told, found, current, depth)
        elif plain == "copy":
            copied = found.sections.get(told.strip('"').lower(), {})
            found.sections[current] = {**copied, **found.sections[current]}
        else:
            if plain in _OPPOSITE:
                told = "no" if told.lower() in _YES else "yes"
            found.sections[current][_OPPOSITE.get(plain) or _SAME.get(plain, plain)] = told


def _include(system: System, path: str, found: SambaConfig, current: str, depth: int) -> None:
    """Read an included file; one that is named after who connects cannot be told beforehand."""
    if "%" in path:
        why = Unknown(UnknownCode.NOT_SUPPORTED, f"{SAMBA} includes {path}")
    else:
        text = system.read_text(path)
        if isinstance(text, str) and depth < _DEEPEST:
            _read(system, text, found, current, depth + 1)
            return
        if not isinstance(text, Unknown) or text.code is UnknownCode.NOT_FOUND:
            return  # Samba goes on without it
        why = text
    found.unread = found.unread or why


def _is_on(settings: Settings, name: str, default: str) -> bool:
    return settings.get(name, default).lower() in _YES


def speaks_old(config: SambaConfig, names: tuple[str, ...]) -> bool | None:
    """Say whether one of some settings lets SMB 1 in; None where the first leaves it to Samba."""
    told = [config.common(name) for name in names]
    if any(each in _OLD for each in told):
        return True
    return None if told[0] in _UNSAID else False


def shares_of(config: SambaConfig) -> Iterator[OpenShare]:
    """Tell the shares; what [global] says of them holds where a share says nothing itself."""
    for name, section in config.sections.items():
        settings = {**config.sections["global"], **section}
        if name in _NOT_FOLDERS or not _is_on(settings, "available", "yes"):
            continue
        everyone = "read" if _is_on(settings, "readonly", "yes") else "change"
        yield OpenShare(
            name=name,
            path=settings.get("path", ""),
            everyone=everyone if _is_on(settings, "guestok", "no") else "",
        )


def shares_of_people(system: System, config: SambaConfig) -> Iterator[OpenShare]:
    """Tell what people share themselves, as file managers and `net usershare` write it."""
    most = config.common("usersharemaxshares") or _MOST_OF_PEOPLE
    folder = config.sections["global"].get("usersharepath", _OF_PEOPLE)
    if most.strip("0") == "" or not folder.startswith("/"):
        return
    names = system.list_folder(folder)
    if isinstance(names, Unknown):
        if names.code is not UnknownCode.NOT_FOUND:
            yield OpenShare(name=folder, path=folder, everyone=names)
        return
    guests = _is_on(config.sections["global"], "usershareallowguests", "no")
    for name in names:
        if not name.startswith((".", ":")):
            yield _share_of_person(system, f"{folder}/{name}", guests)


def _share_of_person(system: System, path: str, guests: bool) -> OpenShare:
    name, text = path.rpartition("/")[2], system.read_text(path, 100_000)
    if isinstance(text, Unknown):
        return OpenShare(name=name, path=path, everyone=text)
    told = {key.strip(): value.strip() for key, _, value in map(_parted, text.splitlines())}
    rights = _EVERYBODY.search(told.get("usershare_acl", "").lower())
    allowed = {"f": "change", "r": "read"}.get(rights[1] if rights else "", "")
    open_to_all = guests and told.get("guest_ok", "n").lower().startswith("y")
    return OpenShare(
        name=told.get("sharename", name),
        path=told.get("path", ""),
        everyone=allowed if open_to_all else "",
    )


def _parted(line: str) -> tuple[str, str, str]:
    return line.partition("=")
