"""Whether the rules loaded into a Linux kernel filter what comes in."""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firewall.facts import FirewallFacts, Inbound
from core.probes.firewall.iptables import read_iptables
from core.probes.firewall.nft import read_nft
from core.probes.firewall.ruleset import Address, Here, Ruleset, inbound, rules_on_input
from core.probes.system import System

_NFT = "/usr/sbin/nft"
_LIMIT_S = 8.0
_UNITS = ("ufw", "nftables", "firewalld", "netfilter-persistent")
_SAVES = {4: "/usr/sbin/iptables-save", 6: "/usr/sbin/ip6tables-save"}
_LEGACY_SAVES = {4: "/usr/sbin/iptables-legacy-save", 6: "/usr/sbin/ip6tables-legacy-save"}
_LEGACY_TABLES = {4: "/proc/net/ip_tables_names", 6: "/proc/net/ip6_tables_names"}
_CARDS = "/sys/class/net"
_IPV6 = "/proc/net/if_inet6"
_ROUTES = "/proc/net/fib_trie"
_OWN = re.compile(r"\|-- ([0-9.]{7,15})\n +/32 host LOCAL")
_OWN6 = re.compile(r"^([0-9a-f]{32}) ", re.MULTILINE)
_IPV6_OFF = "/proc/sys/net/ipv6/conf/all/disable_ipv6"
_FAMILIES = {4: "ip", 6: "ip6"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was learned: by IP version, the number of rules, the rule that lets all in, by what."""

    by_version: dict[int, Inbound | Unknown]
    rules: int | Unknown
    any_rule: str | Unknown
    backend: str


def _doors(system: System) -> frozenset[str]:
    """Return the names under which connections come in by the network cards and by a dialled line.

    Where no card is real, what is named like one counts.
    """
    names = system.list_folder(_CARDS)
    if isinstance(names, Unknown):
        return frozenset()
    real = [
        name for name in names if not isinstance(system.stat(f"{_CARDS}/{name}/device"), Unknown)
    ]
    alike = [name for name in names if name.startswith(("eth", "en", "wl", "ww", "usb"))]
    found = {name for name in names if name.startswith("ppp")}
    for card in real or alike:
        _add_doors(system, card, found)
    return frozenset(found)


def _add_doors(system: System, card: str, found: set[str]) -> None:
    """Add a card and what is built on it; what comes by a part of a bridge or bond is the whole's.

    The kernel keeps a link `upper_NAME` for all that is built on a card, and `master` in a part.
    """
    told = system.list_folder(f"{_CARDS}/{card}")
    links = () if isinstance(told, Unknown) else told
    if "master" not in links:
        found.add(card)
    for link in links:
        above = link.removeprefix("upper_")
        if above != link and above not in found:
            _add_doors(system, above, found)


def _addresses(system: System) -> frozenset[Address]:
    """Return this machine's own addresses, without those by which only itself can reach it."""
    told, told6 = system.read_text(_ROUTES), system.read_text(_IPV6)
    found: set[Address] = set()
    for each in _OWN.findall(told) if isinstance(told, str) else ():
        with suppress(ValueError):
            found.add(IPv4Address(each))
    for each in _OWN6.findall(told6) if isinstance(told6, str) else ():
        found.add(IPv6Address(int(each, 16)))
    return frozenset(each for each in found if not each.is_loopback)


def _saved(system: System, tool: str, version: int, here: Here) -> Ruleset | Unknown:
    said = system.run([tool], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    if said.exit:
        return Unknown(UnknownCode.SOURCE_BROKEN, f"{tool}: {said.err.strip()[:200]}")
    try:
        return read_iptables(said.out, version, here)
    except ValueError as error:
        return Unknown(UnknownCode.MALFORMED, f"{tool}: {error}")


def _by_nft(system: System, here: Here) -> Ruleset | Unknown:
    """Return what nft shows; conditions that it cannot spell out are taken from iptables-save."""
    said = system.run([_NFT, "-j", "list", "ruleset"], _LIMIT_S)
    if isinstance(said, Unknown):
        return said
    if said.exit:
        code = UnknownCode.SOURCE_BROKEN
        if "Operation not permitted" in said.err:
            code = UnknownCode.NO_RIGHT
        return Unknown(code, f"nft: {said.err.strip()[:200]}")
    try:
        ruleset, opaque = read_nft(said.out, here)
    except ValueError as error:
        return Unknown(UnknownCode.MALFORMED, f"nft: {error}")
    for version, family in _FAMILIES.items() if opaque else ():
        if (family, "filter", "INPUT") not in ruleset:
            continue
        spelled = _saved(system, _SAVES[version], version, here)
        if isinstance(spelled, dict) and spelled:
            kept = {key: chain for key, chain in ruleset.items() if key[:2] != (family, "filter")}
            ruleset = {**kept, **spelled}
    return ruleset


def _legacy(system: System, version: int, here: Here) -> Ruleset | Unknown:
    """Return the rules of the older kernel interface, which nft does not show."""
    tables = system.read_text(_LEGACY_TABLES[version], 10_000)
    if isinstance(tables, Unknown):
        return {} if tables.code is UnknownCode.NOT_FOUND else tables
    if "filter" not in tables.split():
        return {}
    return _saved(system, _LEGACY_SAVES[version], version, here)


def _has_ipv6(system: System) -> bool:
    """Say whether this machine speaks IPv6; a card may, although it is switched off for all."""
    addresses = system.read_text(_IPV6)
    if isinstance(addresses, Unknown):
        return addresses.code is not UnknownCode.NOT_FOUND
    off = system.read_text(_IPV6_OFF, 10)
    cards = {line.split()[-1] for line in addresses.splitlines() if line.strip()}
    return bool(cards - {"lo"}) or not (isinstance(off, str) and off.strip() == "1")


def _loaded(system: System, here: Here) -> tuple[Ruleset | Unknown, str]:
    """Return the rules of the kernel's present interface, and the tool that showed them."""
    shown = _by_nft(system, here)
    if not (isinstance(shown, Unknown) and shown.code is UnknownCode.NOT_INSTALLED):
        return shown, "nft"
    both: Ruleset = {}
    for version, tool in _SAVES.items():
        saved = _saved(system, tool, version, here)
        if isinstance(saved, Unknown):
            if saved.code is UnknownCode.NOT_INSTALLED:
                return Unknown(saved.code, f"neither {_NFT} nor {tool}"), "none"
            return saved, "iptables-save"
        both |= saved
    return both, "iptables-save"


def _read_rules(system: System) -> Reading:
    if system.rights() != "elevated":
        refused = Unknown(UnknownCode.NO_RIGHT, "only root may see the loaded rules")
        return Reading({4: refused, 6: refused}, refused, refused, "none")
    here = Here(_doors(system), _addresses(system))
    loaded, backend = _loaded(system, here)
    if isinstance(loaded, Unknown):
        return Reading({4: loaded, 6: loaded}, loaded, loaded, backend)
    by_version: dict[int, Inbound | Unknown] = {}
    opened = ""
    count = rules_on_input(loaded)
    for version in _FAMILIES:
        found, where = inbound(loaded, version)
        by_version[version] = found
        opened = opened or where
        older = _legacy(system, version, here)
        if isinstance(older, dict):
            count += rules_on_input(older)
        if found is Inbound.ALLOWED:
            by_version[version] = (
                older if isinstance(older, Unknown) else inbound(older, version)[0]
            )
    if not _has_ipv6(system):
        by_version[6] = Inbound.BLOCKED
    return Reading(by_version, count, opened, backend)


def _units(system: System) -> tuple[str, ...] | Unknown:
    found = []
    for name in _UNITS:
        unit = system.service(name)
        if not isinstance(unit, Unknown):
            found += [name] if unit.enabled or unit.running else []
        elif unit.code is not UnknownCode.NOT_INSTALLED:
            return unit
    return tuple(found)


def read(system: System, ask: Ask) -> FirewallFacts:
    """Read the loaded rules, then the units that should have loaded them."""
    reading = _read_rules(system)
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "only Windows has it")
    return FirewallFacts(
        origin=Origin(
            backend=reading.backend,
            at=system.now(),
            degraded=reading.backend != "nft",
            sources={
                "inbound4": f"{_NFT} -j list ruleset, {_LEGACY_TABLES[4]}",
                "inbound6": f"{_NFT} -j list ruleset, {_LEGACY_TABLES[6]}, {_IPV6}",
                "rules": f"{_NFT} -j list ruleset",
                "any_rule": f"{_NFT} -j list ruleset",
                "units": "systemctl show " + " ".join(_UNITS),
            },
        ),
        inbound4=reading.by_version[4],
        inbound6=reading.by_version[6],
        rules=reading.rules,
        units=_units(system),
        profiles=foreign,
        service_running=foreign,
        product="",
        any_rule=reading.any_rule,
    )
