"""The settings of the SSH server, from its own files: the first value of a keyword counts."""

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from core.model.unknown import Unknown, UnknownCode
from core.probes.formats import significant_lines
from core.probes.system import System

MAIN = "/etc/ssh/sshd_config"
SERVER = "/usr/sbin/sshd"
_DEEPEST = 16
_OTHER_NAMES = {
    "challengeresponseauthentication": "kbdinteractiveauthentication",
    "skeyauthentication": "kbdinteractiveauthentication",
}
"""Earlier names of a keyword, which sshd still takes."""


@dataclass(frozen=True, slots=True)
class _OfSome:
    """A value that holds where the criteria of its Match block are met."""

    value: str
    criteria: str

    def may_hold_for(self, user: str) -> bool:
        """Say whether the criteria leave room for a user; those that name no user do."""
        words = self.criteria.replace("=", " ").split()
        names = [word for at, word in pairwise(words) if at.lower() == "user"]
        return all(_is_among(user, each.strip('"')) for each in names)


def _is_among(name: str, patterns: str) -> bool:
    """Say whether a list of patterns names somebody; one with `!` before it takes him out."""
    taken = False
    for pattern in patterns.split(","):
        if fnmatch.fnmatchcase(name, pattern.removeprefix("!")):
            if pattern.startswith("!"):
                return False
            taken = True
    return taken


@dataclass(slots=True)
class SshdConfig:
    """What stands in the files: `always` by keyword in lower case, `sometimes` in Match blocks.

    `unread` says why a part could not be read.
    """

    always: dict[str, str] = field(default_factory=dict)
    sometimes: dict[str, list[_OfSome]] = field(default_factory=dict)
    unread: Unknown | None = None

    def value(self, keyword: str, default: str) -> str:
        """Return what holds for everybody, in lower case."""
        return self.always.get(keyword.lower(), default).lower()

    def ever(self, keyword: str, wanted: str) -> bool:
        """Say whether a block for some users or addresses sets a keyword to this value."""
        return wanted in (each.value.lower() for each in self.sometimes.get(keyword.lower(), ()))

    def values_for(self, user: str, keyword: str, default: str) -> set[str]:
        """Return what may hold for a user, empty for anybody, from wherever he comes."""
        blocks = self.sometimes.get(keyword.lower(), ())
        some = {each.value.lower() for each in blocks if not user or each.may_hold_for(user)}
        return {self.value(keyword, default)} | some


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


def _read_file(system: System, path: str, found: SshdConfig, depth: int, block: str) -> None:
    """Read a file; `block` are the criteria of the Match block that includes it, empty for none."""
    text = system.read_text(path)
    if isinstance(text, Unknown):
        if depth == 0 or text.code is not UnknownCode.NOT_FOUND:
            found.unread = found.unread or text
        return
    for line in significant_lines(text):
        told = line.replace("\t", " ").partition(" #")[0]
        keyword, _, value = told.replace("=", " ", 1).partition(" ")
        keyword = _OTHER_NAMES.get(keyword.lower(), keyword.lower())
        value = value.strip().strip('"')
        if keyword == "include" and depth < _DEEPEST:
            for pattern in value.split():
                for each in _included(system, pattern.strip('"'), found):
                    # A block that an included file opens ends with that file (sshd_config(5)).
                    _read_file(system, each, found, depth + 1, block)
        elif keyword == "match":
            block = "" if value.lower() == "all" else value or "?"
        elif block:
            found.sometimes.setdefault(keyword, []).append(_OfSome(value, block))
        else:
            found.always.setdefault(keyword, value)


def read_sshd_config(system: System) -> SshdConfig:
    """Read the main file and all that it includes."""
    found = SshdConfig()
    _read_file(system, MAIN, found, 0, "")
    return found


def effective(told: str) -> SshdConfig:
    """Read what `sshd -T` prints: every keyword with the value in force, without Match blocks."""
    found = SshdConfig()
    for line in significant_lines(told):
        keyword, _, value = line.partition(" ")
        found.always.setdefault(keyword.lower(), value.strip())
    return found
