"""What NFS shares, by exports(5)."""

import re
from collections.abc import Iterator

from core.probes.formats import significant_lines
from core.probes.sharing.facts import OpenShare

_EXPORT = re.compile(r'("[^"]*"|\S+)\s*(.*)')
_CLIENT = re.compile(r"(\S*?)\(([^)]*)\)|(\S+)")
_EVERYBODY = ("", "*", "0.0.0.0/0", "0.0.0.0/0.0.0.0", "::/0")
_MORE_AND_MORE = ("", "read", "change", "full")
_NO_NAME_NEEDED = {"sys", "none", "null"}
"""Flavours of security under which anybody is who he says he is."""


def _holds(options: list[str], option: str, opposite: str) -> bool:
    """Say whether an option of exports(5) holds: the last of the two counts, none is the other."""
    told = [each for each in options if each in (option, opposite)]
    return told[-1:] == [option]


def _allowed(options: list[str]) -> str:
    flavours = [each[4:].split(":") for each in options if each.startswith("sec=")]
    if flavours and _NO_NAME_NEEDED.isdisjoint(each for one in flavours for each in one):
        return ""
    if not _holds(options, "rw", "ro"):
        return "read"
    keeps_root = _holds(options, "no_root_squash", "root_squash")
    return "full" if keeps_root and not _holds(options, "all_squash", "no_all_squash") else "change"


def read_exports(text: str) -> Iterator[OpenShare]:
    """Read a folder on each line, then who may mount it with which options; nobody named is all.

    Options after a dash hold for whoever is named after them on the line.
    """
    for line in significant_lines(re.sub(r"\\\n", " ", text)):
        found = _EXPORT.match(line.partition("#")[0])
        if found is None:
            continue
        shared: list[str] = []
        everyone, is_named = "", False
        for each in _CLIENT.finditer(found[2]):
            who, options = each[1] or each[3] or "", (each[2] or "").split(",")
            if who.startswith("-"):
                shared = who[1:].split(",")
                continue
            is_named = True
            if who in _EVERYBODY:
                allowed = _allowed([*shared, *options])
                everyone = max(everyone, allowed, key=_MORE_AND_MORE.index)
        path = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), found[1].strip('"'))
        yield OpenShare(name=path, path=path, everyone=everyone if is_named else _allowed(shared))
