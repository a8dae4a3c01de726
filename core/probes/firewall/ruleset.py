"""A loaded packet filter as chains of rules, and what it does with an uninvited connection.

The question put to a ruleset is always the same: a new TCP connection from another machine to a
port of no special meaning. Each rule is reduced to how much of such connections it covers and what
it does with them; openings for single ports or senders are neither a wall nor an open door.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address

from core.probes.firewall.facts import Inbound

Address = IPv4Address | IPv6Address

_DEEPEST = 64  # jumps; the kernel refuses more than 16


@dataclass(frozen=True, slots=True)
class Here:
    """By which network cards connections come in, and to which addresses of this machine."""

    doors: frozenset[str]
    addresses: frozenset[Address] = frozenset()


class Cover(IntEnum):
    """How much of the uninvited connections a rule covers.

    `DOOR`: all that come by one network card, or nearly all ports or senders. Enough to stand
    open, not enough to be shut.
    """

    NONE = 0
    SOME = 1
    DOOR = 2
    ALL = 3

    def turned(self) -> "Cover":
        """Return what the negation of a condition covers."""
        return (Cover.ALL, Cover.DOOR, Cover.SOME, Cover.NONE)[self]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule covers, by IP version (4, 6), and what it does: accept, block, jump, goto …"""

    covers: Mapping[int, Cover]
    verdict: str
    target: str = ""


@dataclass(slots=True)
class Chain:
    """A chain; `versions` and `policy` are set for one that the input hook enters."""

    name: str
    rules: list[Rule] = field(default_factory=list)
    count: int = 0
    versions: frozenset[int] = frozenset()
    policy: str = ""


ChainKey = tuple[str, str, str]
"""Family, table and name of a chain."""

Ruleset = dict[ChainKey, Chain]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the connection: `accept`, `block` or `through`, and the chain that did it."""

    verdict: str
    where: str = ""


_THROUGH = Outcome("through")


def _walk(ruleset: Ruleset, key: ChainKey, version: int, depth: int = 0) -> Outcome:
    chain = ruleset.get(key)
    if chain is None or depth > _DEEPEST:
        return _THROUGH
    for rule in chain.rules:
        cover = rule.covers.get(version, Cover.NONE)
        if cover < Cover.DOOR:
            continue
        outcome = Outcome(rule.verdict, chain.name)
        if rule.verdict in ("jump", "goto"):
            outcome = _walk(ruleset, (*key[:2], rule.target), version, depth + 1)
        if outcome.verdict == "accept" or (outcome.verdict == "block" and cover is Cover.ALL):
            return outcome
        if cover is Cover.ALL and rule.verdict in ("goto", "return"):
            return _THROUGH
    return _THROUGH


def inbound(ruleset: Ruleset, version: int) -> tuple[Inbound, str]:
    """Return what happens by an IP version, and the name of the chain that lets all in, if one.

    Every chain on the hook must let a connection pass; no chain at all is an open door.
    """
    opened = ""
    for key, chain in ruleset.items():
        if version not in chain.versions:
            continue
        outcome = _walk(ruleset, key, version)
        if outcome.verdict == "through":
            outcome = Outcome("block" if chain.policy == "drop" else "accept")
        if outcome.verdict == "block":
            return Inbound.BLOCKED, ""
        opened = opened or outcome.where
    return Inbound.ALLOWED, opened


def _reached(ruleset: Ruleset, key: ChainKey, seen: set[ChainKey]) -> None:
    chain = ruleset.get(key)
    if chain is None or key in seen:
        return
    seen.add(key)
    for rule in chain.rules:
        if rule.target:
            _reached(ruleset, (*key[:2], rule.target), seen)


def rules_on_input(ruleset: Ruleset) -> int:
    """Count the rules that the input hook can come to."""
    seen: set[ChainKey] = set()
    for key, chain in ruleset.items():
        if chain.versions:
            _reached(ruleset, key, seen)
    return sum(ruleset[key].count for key in seen)


def cover_of_interfaces(names: frozenset[str], doors: frozenset[str]) -> Cover:
    """Return what a list of interface names covers; `*` or `+` at the end stands for the rest."""

    def covers(door: str) -> bool:
        return any(
            door.startswith(name[:-1]) if name.endswith(("*", "+")) else door == name
            for name in names
        )

    met = [door for door in doors if covers(door)]
    if met:
        return Cover.ALL if len(met) == len(doors) else Cover.DOOR
    return Cover.NONE if names <= {"lo"} else Cover.SOME


def cover_of_ports(ranges: list[tuple[int, int]]) -> Cover:
    """Return what a list of port ranges covers."""
    count = sum(last - first + 1 for first, last in ranges)
    if count >= 65_535:
        return Cover.ALL
    return Cover.DOOR if count > 32_768 else Cover.SOME


def cover_of_network(length: int) -> Cover:
    """Return what senders of a network with this many fixed bits cover."""
    if length == 0:
        return Cover.ALL
    return Cover.DOOR if length == 1 else Cover.SOME


def cover_of_destinations(ranges: Iterable[tuple[Address, Address]], here: Here) -> Cover:
    """Return what connections to some ranges of addresses cover, ends included, of one version.

    Only what is for this machine gets here, by whatever card; none of its own is left as it was.
    """
    told = list(ranges)
    own = [each for each in here.addresses if any(each.version == low.version for low, _ in told)]
    met = [each for each in own if any(int(low) <= int(each) <= int(high) for low, high in told)]
    if not met:
        return Cover.SOME
    return Cover.ALL if len(met) == len(own) else Cover.DOOR
