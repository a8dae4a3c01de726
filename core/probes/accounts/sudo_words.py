"""The words of sudo's rules: lists, aliases, and whether they mean this machine or root."""

import re
import shlex
from dataclasses import dataclass, field

_DEEPEST = 16  # aliases of aliases


def members_of(text: str) -> list[str]:
    """Split a list at commas outside quotes and backslashes; `! x` becomes `!x`."""
    parts = re.split(r"(?<!\\),", text)
    return [re.sub(r"^!\s+", "!", part.strip()).strip('"') for part in parts if part.strip()]


def _opposite(member: str) -> str:
    return member[1:] if member.startswith("!") else f"!{member}"


@dataclass(slots=True)
class Aliases:
    """Names for lists of users, targets, machines and commands."""

    kinds: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: {kind: {} for kind in ("User", "Runas", "Host", "Cmnd")}
    )

    def add(self, kind: str, text: str) -> bool:
        """Take in definitions of a kind; False for what is none."""
        for definition in re.split(r"(?<!\\):", text):
            name, equals, members = definition.partition("=")
            if not equals:
                return False
            self.kinds["Cmnd" if kind == "Cmd" else kind][name.strip()] = members_of(members)
        return True

    def spelled_out(self, kind: str, members: list[str], depth: int = 0) -> list[str]:
        """Return a list with what its aliases stand for in their places."""
        known = self.kinds[kind]
        result: list[str] = []
        for member in members:
            name = member.lstrip("!")
            not_meant = (len(member) - len(name)) % 2 == 1
            if name in known and depth < _DEEPEST:
                meant = self.spelled_out(kind, known[name], depth + 1)
                result += [_opposite(each) for each in meant] if not_meant else meant
            else:
                result.append(member)
        return result


def is_here(hosts: list[str], hostname: str) -> bool:
    """Say whether a rule holds on this machine; addresses and net groups are taken to."""
    short = hostname.partition(".")[0]
    for host in reversed(hosts):
        wanted = host.removeprefix("!")
        named = bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9.-]+)?", wanted))
        if wanted == "ALL" or not named or wanted in (hostname, short):
            return not host.startswith("!")
    return False


def is_root(runas: list[str]) -> bool:
    """Say whether a list of targets holds root; the last one that fits counts."""
    for each in reversed(runas):
        if each.removeprefix("!") in ("ALL", "root", "#0"):
            return not each.startswith("!")
    return False


def plain_name(who: str) -> str:
    """Return a user of a rule without quotes and backslashes."""
    try:
        return "".join(shlex.split(who)) or who
    except ValueError:
        return who
