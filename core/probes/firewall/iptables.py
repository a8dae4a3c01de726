"""Reading `iptables-save` and `ip6tables-save` into a ruleset."""

import shlex
from collections.abc import Iterator
from ipaddress import ip_network

from core.probes.firewall.ruleset import (
    Chain,
    Cover,
    Here,
    Rule,
    Ruleset,
    cover_of_destinations,
    cover_of_interfaces,
    cover_of_network,
    cover_of_ports,
)

_VERDICTS = {"ACCEPT": "accept", "DROP": "block", "REJECT": "block", "RETURN": "return"}
_WITHOUT_EFFECT = frozenset(
    (
        "-m", "--match", "--comment", "-c", "--limit-burst", "--hashlimit-burst",
        "--hashlimit-mode", "--hashlimit-name", "--hashlimit-srcmask", "--hashlimit-dstmask",
        "--hashlimit-htable-expire", "--hashlimit-htable-size", "--hashlimit-htable-max",
        "--hashlimit-htable-gcinterval", "--connlimit-mask", "--connlimit-saddr",
        "--connlimit-daddr",
    )
)  # fmt: skip
_UP_TO = frozenset({"--limit", "--hashlimit-upto", "--connlimit-upto"})
"""Nearly all pass below a limit."""
_NAMES = {
    "-i": "interface",
    "--in-interface": "interface",
    "-s": "network",
    "-d": "destination",
    "-p": "protocol",
    "--protocol": "protocol",
    "--dport": "ports",
    "--dports": "ports",
    "--sport": "ports",
    "--sports": "ports",
    "--ctstate": "state",
    "--state": "state",
    "--ctdir": "direction",
    "--dst-type": "type",
    "--pkt-type": "packet",
    "--tcp-flags": "flags",
    "--syn": "syn",
}


def _options(words: list[str]) -> Iterator[tuple[bool, str, list[str]]]:
    """Yield (negated, option, values) of a rule."""
    negated, option, values = False, "", list[str]()
    for word in words:
        if word.startswith("-") and not word[1:].isdecimal():
            if option:
                yield negated, option, values
            negated, option, values = bool(option) and values[-1:] == ["!"], word, []
        elif word == "!" and not option:
            option, values = "!", ["!"]
        else:
            values.append(word)
    if option:
        yield negated, option, values


def _ports(value: str) -> Cover:
    ranges = []
    for part in value.split(","):
        first, colon, last = part.partition(":")
        try:
            low = int(first or 0)
            high = int(last or 65_535) if colon else low
        except ValueError:
            return Cover.SOME
        ranges.append((low, high))
    return cover_of_ports(ranges)


def _network(value: str) -> Cover:
    length = value.partition("/")[2]
    if length.isdecimal():
        return cover_of_network(int(length))
    return Cover.ALL if length in ("0.0.0.0", "::") else Cover.SOME  # noqa: S104 - a mask


def _destination(value: str, here: Here) -> Cover:
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        return Cover.SOME
    return cover_of_destinations([(network[0], network[-1])], here)


def _cover(option: str, values: list[str], here: Here) -> Cover:
    if option in _UP_TO:
        return Cover.DOOR
    kind = _NAMES.get(option, "")
    value = values[0] if values else ""
    words = set(value.upper().split(","))
    simple = {
        "protocol": value in ("tcp", "all", "6", "0"),
        "state": "NEW" in words,
        "direction": value == "ORIGINAL",
        "type": "LOCAL" in words,
        "packet": "UNICAST" in words,
        "flags": values[1:2] == ["SYN"],
        "syn": True,
    }
    if kind in simple:
        return Cover.ALL if simple[kind] else Cover.NONE
    if kind == "interface":
        return cover_of_interfaces(frozenset({value}), here.doors)
    if kind == "network":
        return _network(value)
    if kind == "destination":
        return max(_network(value), _destination(value, here))
    return _ports(value) if kind == "ports" else Cover.SOME


def rule_of(words: list[str], version: int, here: Here) -> Rule:
    """Turn one rule (the words after the chain's name) into what it covers and does."""
    cover = Cover.ALL
    for negated, option, values in _options(words):
        if option in ("-j", "--jump", "-g", "--goto"):
            target = values[0] if values else ""
            if option in ("-g", "--goto"):
                return Rule({version: cover}, "goto", target)
            if target in _VERDICTS:
                return Rule({version: cover}, _VERDICTS[target])
            return Rule({version: cover}, "jump", target)
        if option in _WITHOUT_EFFECT or option == "!":
            continue
        part = _cover(option, values, here)
        if negated:
            few_ports = _NAMES.get(option) == "ports" and part is Cover.SOME
            part = Cover.ALL if few_ports else part.turned()
        cover = min(cover, part)
    return Rule({version: cover}, "none")


def read_iptables(text: str, version: int, here: Here) -> Ruleset:
    """Read the filter table of a saved ruleset. Raise ValueError when it is none."""
    family = "ip" if version == 4 else "ip6"
    ruleset: Ruleset = {}
    table = ""
    for line in text.splitlines():
        if line.startswith("*"):
            table = line[1:].strip()
        elif line.startswith(":") and table == "filter":
            name, _, rest = line[1:].partition(" ")
            chain = Chain(name=f"{family} {table} {name}")
            if name == "INPUT":
                chain.versions = frozenset({version})
                chain.policy = "drop" if rest.startswith("DROP") else "accept"
            ruleset[family, table, name] = chain
        elif line.startswith("-A ") and table == "filter":
            words = shlex.split(line)
            found = ruleset.get((family, table, words[1])) if len(words) > 1 else None
            if found is None:
                raise ValueError(line[:200])
            found.rules.append(rule_of(words[2:], version, here))
            found.count += 1
    return ruleset
