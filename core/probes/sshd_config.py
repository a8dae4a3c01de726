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
_OTHER_NAMES = {
    "challengeresponseauthentication": "kbdinteractiveauthentication",
    "skeyauthentication": "kbdinteractiveauthentication",
}
"""Earlier names of a keyword, which sshd still takes."""
_EVERYBODY = frozenset({"user", "address", "host"})
_LISTS = frozenset({"allowusers", "denyusers"})
"""Of these every line counts, not the first alone."""


@dataclass(frozen=True, slots=True)
class _OfSome:
    """A value that holds where the criteria of its Match block are met."""

    value: str
    criteria: str

    def holds_for(self, user: str) -> bool | None:
        """Say whether the criteria are met for a user, empty for anybody; None for at times."""
        told = self.criteria.replace("=", " ").replace('"', "").split()
        if [each.lower() for each in told] == ["all"]:
            return True
        always = len(told) % 2 == 0
        for criterion, patterns in zip(told[::2], told[1::2], strict=False):
            if patterns == "*" and criterion.lower() in _EVERYBODY:
                continue
            if criterion.lower() == "user" and user:
                if not _is_among(user, patterns):
                    return False
            else:
                always = False
        return True if always else None


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
    """What stands in the files by keyword in lower case: `always`, and `sometimes` in Match blocks.

    `unread` says why a part could not be read.
    """

    always: dict[str, str] = field(default_factory=dict)
    sometimes: dict[str, list[_OfSome]] = field(default_factory=dict)
    unread: Unknown | None = None

    def value(self, keyword: str, default: str) -> str:
        """Return what holds for everybody, in lower case."""
        return self.always.get(keyword.lower(), default).lower()

    def keep(self, keyword: str, value: str) -> None:
        """Take in what holds for everybody."""
        known = self.always.setdefault(keyword, value)
        if keyword in _LISTS and known != value:
            self.always[keyword] = f"{known} {value}"

    def ever(self, keyword: str, wanted: str) -> bool:
        """Say whether a block for some users or addresses sets a keyword to this value."""
        return wanted in (each.value.lower() for each in self.sometimes.get(keyword.lower(), ()))

    def values_for(self, user: str, keyword: str, default: str) -> set[str]:
        """Return what may hold for a user, empty for anybody, from wherever he comes.

        Of the blocks that are met the first counts, and before what stands outside of them.
        """
        found = set()
        for each in self.sometimes.get(keyword.lower(), ()):
            holds = each.holds_for(user)
            if holds is not False:
                found.add(each.value.lower())
            if holds:
                return found
        return found | {self.value(keyword, default)}

    def lets_in(self, user: str) -> bool:
        """Say whether the lists of users leave room for a user, from wherever he comes."""
        if _LISTS & self.sometimes.keys():  # other lists for some: there is room
            return True
        if any("@" not in each and _is_among(user, each) for each in self._list("DenyUsers")):
            return False
        allowed = self._list("AllowUsers")
        named = any(_is_among(user, each.partition("@")[0]) for each in allowed)
        return named or not allowed

    def _list(self, keyword: str) -> list[str]:
        return self.always.get(keyword.lower(), "").split()


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
    shown = (each for each in names if not each.startswith(".") or name.startswith("."))
    yield from (f"{folder}/{each}" for each in shown if fnmatch.fnmatchcase(each, name))


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
            block = value or "?"
        elif block:
            found.sometimes.setdefault(keyword, []).append(_OfSome(value, block))
        else:
            found.keep(keyword, value)


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
        found.keep(keyword.lower(), value.strip())
    return found
