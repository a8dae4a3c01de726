"""Reading `nft -j list ruleset` into a ruleset."""

import json
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from core.probes.firewall.ruleset import (
    Address,
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

_VERSIONS = {"ip": frozenset({4}), "ip6": frozenset({6}), "inet": frozenset({4, 6})}
_PROTOCOLS = {4: {"ipv4", "ip"}, 6: {"ipv6", "ip6"}}
_PROTOCOL_FIELDS = {("ip", "protocol"): 4, ("ip6", "nexthdr"): 6}
_VERDICTS = {
    "accept": "accept",
    "drop": "block",
    "reject": "block",
    "jump": "jump",
    "goto": "goto",
    "return": "return",
}
_TARGETS = {"REJECT": "block", "DROP": "block", "ACCEPT": "accept", "RETURN": "return"}
_WITHOUT_EFFECT = frozenset({"counter", "log", "comment", "mangle", "notrack", "set", "map"})
_AWAKE = frozenset({"owner", "persist"})
"""Flags of a table that is in force."""
_OF_NEW = {"state": "new", "direction": "original"}
"""What the kernel keeps of a connection that is just being made."""
_NOT_TCP = frozenset({"udp", "udplite", "icmp", "icmpv6", "igmp", "dccp", "sctp", "esp", "ah"})
"""Whose fields a TCP connection never meets, whatever is asked of them."""
_BOTH = {4: Cover.ALL, 6: Cover.ALL}


def _values(right: Any) -> list[Any]:
    if isinstance(right, dict) and isinstance(right.get("set"), list):
        return list(right["set"])
    return right if isinstance(right, list) else [right]


def _words(right: Any) -> frozenset[str]:
    return frozenset(str(value) for value in _values(right) if isinstance(value, str | int))


def _ports(right: Any) -> list[tuple[int, int]] | None:
    ranges = []
    for value in _values(right):
        if isinstance(value, dict) and isinstance(value.get("range"), list):
            ends = value["range"]
        else:
            ends = [value, value]
        if not (len(ends) == 2 and all(isinstance(end, int) for end in ends)):
            return None
        ranges.append((ends[0], ends[1]))
    return ranges


def _networks(right: Any) -> Cover:
    lengths = [
        value["prefix"].get("len")
        for value in _values(right)
        if isinstance(value, dict) and isinstance(value.get("prefix"), dict)
    ]
    return max(
        (cover_of_network(length) for length in lengths if isinstance(length, int)),
        default=Cover.SOME,
    )


def _ranges(right: Any) -> Iterator[tuple[Address, Address]]:
    """Yield the first and last address of each part that an expression names."""
    for value in _values(right):
        try:
            if isinstance(value, dict) and isinstance(value.get("prefix"), dict):
                whole = value["prefix"]
                network = ip_network(f"{whole.get('addr')}/{whole.get('len')}", strict=False)
                yield network[0], network[-1]
            elif isinstance(value, dict) and isinstance(value.get("range"), list):
                low, high = value["range"]
                yield ip_address(str(low)), ip_address(str(high))
            elif isinstance(value, str):
                yield ip_address(value), ip_address(value)
        except ValueError:
            continue


def _is(condition: bool) -> Cover:
    return Cover.ALL if condition else Cover.NONE


def _meta(key: str, right: Any, version: int, here: Here) -> Cover:
    words = _words(right)
    if key in ("nfproto", "protocol"):
        return _is(bool(words & _PROTOCOLS[version]))
    if key == "l4proto":
        return _is(bool(words & {"tcp", "6"}))
    if key in ("iif", "iifname"):
        return cover_of_interfaces(words, here.doors)
    if key == "pkttype":
        return _is(bool(words & {"host", "unicast"}))
    return Cover.SOME


def _payload(left: Mapping[str, Any], right: Any, version: int, here: Here) -> Cover:
    protocol, name = left.get("protocol"), left.get("field")
    if protocol in ("ip", "ip6"):
        if version not in _VERSIONS[protocol]:
            return Cover.NONE
        if (protocol, name) in _PROTOCOL_FIELDS:
            return _is(bool(_words(right) & {"tcp", "6"}))
        if name == "daddr":
            return max(_networks(right), cover_of_destinations(_ranges(right), here))
        return _networks(right) if name == "saddr" else Cover.SOME
    if protocol in ("tcp", "th"):
        if name == "flags":  # a new connection has only syn
            return _is("syn" in _words(right))
        ports = _ports(right) if name in ("dport", "sport") else None
        return Cover.SOME if ports is None else cover_of_ports(ports)
    return Cover.NONE if protocol in _NOT_TCP else Cover.SOME


def _left(left: Any, right: Any, version: int, here: Here) -> Cover:
    if not isinstance(left, dict):
        return Cover.SOME
    if isinstance(left.get("meta"), dict):
        return _meta(str(left["meta"].get("key")), right, version, here)
    if isinstance(left.get("payload"), dict):
        return _payload(left["payload"], right, version, here)
    if isinstance(left.get("ct"), dict) and left["ct"].get("key") in _OF_NEW:
        return _is(_OF_NEW[left["ct"]["key"]] in _words(right))
    if isinstance(left.get("fib"), dict) and left["fib"].get("result") == "type":
        # What comes in is for this machine, and its sender is another one.
        of_sender = "saddr" in _words(left["fib"].get("flags"))
        return _is(("unicast" if of_sender else "local") in _words(right))
    if isinstance(left.get("&"), list):  # of the flags of TCP: a new connection has only syn
        return _is("syn" in _words(right)) if "syn" in json.dumps(left["&"]) else Cover.SOME
    return Cover.SOME


def _match(match: Any, version: int, here: Here) -> Cover:
    if not isinstance(match, dict):
        return Cover.SOME
    left, right = match.get("left"), match.get("right")
    cover = _left(left, right, version, here)
    if match.get("op") != "!=":
        return cover if match.get("op") in ("==", "in", None) else Cover.SOME
    if isinstance(left, dict) and isinstance(left.get("payload"), dict):
        named = left["payload"].get("field")
        protocol = str(left["payload"].get("protocol"))
        if protocol in _NOT_TCP or version not in _VERSIONS.get(protocol, {4, 6}):
            return Cover.NONE
        if named in ("dport", "sport") and cover is Cover.SOME:
            return Cover.ALL  # all ports but a few: a port of no special meaning is among them
    return cover.turned()


def _all_of(parts: Iterable[Cover]) -> Cover:
    return min(parts, default=Cover.ALL)


def _verdict(statement: Mapping[str, Any]) -> tuple[str, str] | None:
    for name, verdict in _VERDICTS.items():
        if name in statement:
            inner = statement[name]
            return verdict, str(inner.get("target", "")) if isinstance(inner, dict) else ""
    compat = statement.get("xt")
    if isinstance(compat, dict) and compat.get("type") == "target":
        return _TARGETS.get(str(compat.get("name")), "none"), ""
    return None


def _map_rules(vmap: Any, covers: Mapping[int, Cover], here: Here) -> list[Rule]:
    """Turn a verdict map into one rule for each of its entries; a named one may accept some."""
    data = vmap.get("data") if isinstance(vmap, dict) else None
    entries = data.get("set") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        some = {version: min(cover, Cover.SOME) for version, cover in covers.items()}
        return [Rule(some, "accept")]
    rules = []
    for entry in entries:
        if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], dict)):
            continue
        verdict = _verdict(entry[1])
        if verdict is None:
            continue
        own = {
            version: min(cover, _left(vmap.get("key"), entry[0], version, here))
            for version, cover in covers.items()
        }
        rules.append(Rule(own, *verdict))
    return rules


def _up_to_a_limit(statement: Mapping[str, Any]) -> Cover:
    """Return what a limit covers: nearly all up to it, and some where it is for what is over it."""
    limit = statement.get("limit", statement.get("ct count"))
    return Cover.SOME if isinstance(limit, dict) and limit.get("inv") else Cover.DOOR


def rules_of(expressions: Any, here: Here) -> list[Rule]:
    """Turn the expressions of one rule into rules; an unknown condition covers some."""
    covers: Mapping[int, Cover] = _BOTH
    rules: list[Rule] = []
    for statement in expressions if isinstance(expressions, list) else []:
        if not isinstance(statement, dict):
            continue
        verdict = _verdict(statement)
        if verdict is not None:
            rules.append(Rule(covers, *verdict))
        elif "vmap" in statement:
            rules += _map_rules(statement["vmap"], covers, here)
        elif "match" in statement:
            covers = {
                version: _all_of((cover, _match(statement["match"], version, here)))
                for version, cover in covers.items()
            }
        elif "limit" in statement or "ct count" in statement:
            most = _up_to_a_limit(statement)
            covers = {version: min(cover, most) for version, cover in covers.items()}
        elif not statement.keys() & _WITHOUT_EFFECT:
            covers = {version: min(cover, Cover.SOME) for version, cover in covers.items()}
    return rules


def _is_asleep(table: Mapping[str, Any]) -> bool:
    """Say whether the kernel leaves a table aside: it is dormant.

    nft 1.0.6 writes the table's name in the place of its flag.
    """
    return not _words(table.get("flags", [])) <= _AWAKE


def _elements(told: Mapping[str, Any]) -> list[Any]:
    """Return what a set or a map holds, without what is counted of each element."""
    kept = told.get("elem")
    return [
        each["elem"].get("val") if isinstance(each, dict) and "elem" in each else each
        for each in (kept if isinstance(kept, list) else [])
    ]


def _spelled_out(value: Any, named: Mapping[str, list[Any]]) -> Any:
    """Return an expression with what sets and maps hold in the places of their names."""
    if isinstance(value, dict):
        return {key: _spelled_out(each, named) for key, each in value.items()}
    if isinstance(value, list):
        return [_spelled_out(each, named) for each in value]
    return {"set": named[value]} if isinstance(value, str) and value in named else value


def _add_chain(ruleset: Ruleset, told: Mapping[str, Any], asleep: bool) -> None:
    key = (told["family"], told["table"], told["name"])
    chain = Chain(name=" ".join(key))
    if told.get("hook") == "input" and told.get("type") == "filter" and not asleep:
        chain.versions = _VERSIONS.get(told["family"], frozenset())
        chain.policy = str(told.get("policy", "accept"))
    ruleset[key] = chain


def read_nft(text: str, here: Here) -> tuple[Ruleset, bool]:
    """Read a ruleset, and say whether it holds conditions that only iptables can spell out.

    Raise ValueError when it is no ruleset.
    """
    try:
        objects = json.loads(text)["nftables"]
        ruleset: Ruleset = {}
        opaque = False
        if not any("metainfo" in each for each in objects):
            raise ValueError("no metainfo")
        asleep: set[tuple[str, str]] = set()
        named: dict[tuple[str, str], dict[str, list[Any]]] = {}
        for each in objects:
            if "table" in each and _is_asleep(each["table"]):
                asleep.add((each["table"]["family"], each["table"]["name"]))
            for kind in ("set", "map"):
                if kind in each:
                    told = each[kind]
                    of_table = named.setdefault((told["family"], told["table"]), {})
                    of_table[f"@{told['name']}"] = _elements(told)
            if "chain" in each:
                chain = each["chain"]
                _add_chain(ruleset, chain, (chain["family"], chain["table"]) in asleep)
        for each in objects:
            if "rule" not in each:
                continue
            rule = each["rule"]
            found = ruleset[rule["family"], rule["table"], rule["chain"]]
            sets = named.get((rule["family"], rule["table"]), {})
            found.rules += rules_of(_spelled_out(rule.get("expr"), sets), here)
            found.count += 1
            opaque = opaque or '"xt"' in json.dumps(rule.get("expr"))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return ruleset, opaque
