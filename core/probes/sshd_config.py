"""The settings of the SSH server, from its own files: the first value of a keyword counts."""

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.system import System

MAIN = "/etc/ssh/sshd_config"
SERVER = "/usr/sbin/sshd"
_DEEPEST = 16


@dataclass(slots=True)
class SshdConfig:
    """What stands in the files: `always` by keyword in lower case, `sometimes` in Match blocks.

    `unread` says why a part could not be read.
    """

    always: dict[str, str] = field(default_factory=dict)
    sometimes: dict[str, list[str]] = field(default_factory=dict)
    unread: Unknown | None = None

    def value(self, keyword: str, default: str) -> str:
        """Return what holds for everybody, in lower case."""
        return self.always.get(keyword.lower(), default).lower()

    def ever(self, keyword: str, wanted: str) -> bool:
        """Say whether a block for some users or addresses sets a keyword to this value."""
        return wanted in (each.lower() for each in self.sometimes.get(keyword.lower(), ()))


def _included(system: System, pattern: str, found: SshdConfig) -> Iterator[str]:
    path = pattern if pattern.startswith("/") else f"/etc/ssh/{pattern}"
    folder, _, name = path.rpartition("/")
    if not any(mark in name for mark in "*?["):
        yield path
        return
    names = system.list_folder(folder)
    if isinstance(names, Unknown):
        if names.code is not UnknownCode.NOT_FOUND:
            found.unread = found.unread or names
        return
    yield from (f"{folder}/{each}" for each in names if fnmatch.fnmatchcase(each, name))


def _read_file(system: System, path: str, found: SshdConfig, depth: int, inside: bool) -> bool:
    """Read a file; return whether it ends inside a Match block."""
    text = system.read_text(path)
    if isinstance(text, Unknown):
        if depth == 0 or text.code is not UnknownCode.NOT_FOUND:
            found.unread = found.unread or text
        return inside
    for line in significant_lines(text):
        keyword, _, value = line.replace("=", " ", 1).replace("\t", " ").partition(" ")
        keyword, value = keyword.lower(), value.strip().strip('"')
        if keyword == "include" and depth < _DEEPEST:
            for pattern in value.split():
                for each in _included(system, pattern.strip('"'), found):
                    # A block that an included file opens ends with that file (sshd_config(5)).
                    _read_file(system, each, found, depth + 1, inside)
        elif keyword == "match":
            inside = value.lower() != "all"
        elif inside:
            found.sometimes.setdefault(keyword, []).append(value)
        else:
            found.always.setdefault(keyword, value)
    return inside


def read_sshd_config(system: System) -> SshdConfig:
    """Read the main file and all that it includes."""
    found = SshdConfig()
    _read_file(system, MAIN, found, 0, False)
    return found


def effective(told: str) -> SshdConfig:
    """Read what `sshd -T` prints: every keyword with the value in force, without Match blocks."""
    found = SshdConfig()
    for line in significant_lines(told):
        keyword, _, value = line.partition(" ")
        found.always.setdefault(keyword.lower(), value.strip())
    return found
