"""What loaded rules do with an uninvited connection: rulesets from text, and real ones."""

import json
import os
import re
import subprocess
import sys
import tomllib
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.firewall.facts import Inbound
from core.probes.firewall.iptables import read_iptables
from core.probes.firewall.linux import read
from core.probes.firewall.nft import read_nft
from core.probes.firewall.ruleset import Cover, Here, inbound
from core.probes.system import Service

B, A = Inbound.BLOCKED, Inbound.ALLOWED
NFT = "/usr/sbin/nft"
OWN = frozenset(map(ip_address, ("192.168.1.10", "172.17.0.1", "fe80::10", "fd00::10")))
HERE = Here(frozenset({"eth0", "wlan0"}), OWN)
ROOT = Path(__file__).resolve().parents[3]

_CASES = tomllib.loads((Path(__file__).parent / "rulesets.toml").read_text("utf-8"))
RULESETS, SAVED = _CASES["nft"], _CASES["saved"]


def ruleset_text(name: str) -> str:
    hook = r"type filter hook input priority 0; policy \1;"
    return re.sub(r"HOOK\((\w+)\)", hook, RULESETS[name]["text"])


def in_a_namespace(script: str) -> str:
    """Run a shell script in a network namespace of its own, so that our own rules are safe."""
    done = subprocess.run(
        ["/usr/bin/unshare", "-n", "/bin/sh", "-ec", script],
        capture_output=True,
        text=True,
        timeout=30,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


READ_HERE = f"""{sys.executable} -c '
import json
from core.probes.ask import Ask
from core.probes.firewall.linux import read
from core.probes.plain import as_plain
from core.probes.system_linux import LinuxSystem
print(json.dumps(as_plain(read(LinuxSystem(), Ask()))))
'"""


@pytest.mark.system("nft")
@pytest.mark.parametrize("name", RULESETS)
def test_rulesets_of_the_real_nft(name):
    told = in_a_namespace(f"{NFT} -f - <<'END'\n{ruleset_text(name)}\nEND\n{NFT} -j list ruleset")

    ruleset, _ = read_nft(told, HERE)

    assert [inbound(ruleset, 4)[0], inbound(ruleset, 6)[0]] == RULESETS[name]["expected"]


@pytest.mark.system("nft")
def test_the_reader_in_a_namespace_of_its_own():
    rules = ruleset_text("policy accept, reject at the end")
    facts = json.loads(in_a_namespace(f"{NFT} -f - <<'END'\n{rules}\nEND\n{READ_HERE}"))

    assert (facts["inbound4"], facts["inbound6"], facts["rules"]) == ("blocked", "blocked", 4)
    assert facts["origin"]["backend"] == "nft"

    empty = json.loads(in_a_namespace(READ_HERE))

    assert (empty["inbound4"], empty["inbound6"], empty["rules"]) == ("allowed", "allowed", 0)


@pytest.mark.system("iptables")
def test_iptables_on_top_of_nft_is_spelled_out():
    """Its conditions are not shown by nft, so what it lets through must come from its own tool."""
    rules = "iptables -P INPUT DROP; iptables -A INPUT -m conntrack --ctstate NEW -j ACCEPT"
    facts = json.loads(in_a_namespace(f"{rules}; {READ_HERE}"))

    assert (facts["inbound4"], facts["inbound6"]) == ("allowed", "allowed")

    facts = json.loads(in_a_namespace(f"{rules.replace('NEW', 'ESTABLISHED')}; {READ_HERE}"))

    assert (facts["inbound4"], facts["inbound6"]) == ("blocked", "allowed")


@pytest.mark.system("iptables")
def test_rules_of_the_older_interface_are_seen():
    facts = json.loads(in_a_namespace(f"iptables-legacy -P INPUT DROP; {READ_HERE}"))

    assert (facts["inbound4"], facts["inbound6"]) == ("blocked", "allowed")


@pytest.mark.parametrize("name", SAVED)
def test_saved_rules(name):
    ruleset = read_iptables(f"*filter\n{SAVED[name]['text']}\nCOMMIT\n", 4, HERE)

    assert inbound(ruleset, 4)[0] == SAVED[name]["expected"]


def test_the_chain_that_lets_all_in_is_named():
    ruleset = read_iptables("*filter\n:INPUT DROP [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n", 4, HERE)

    assert inbound(ruleset, 4) == (A, "ip filter INPUT")


@pytest.fixture
def linux(system, said):
    system.write("/proc/net/if_inet6", "")
    system.tools[NFT] = said('{"nftables": [{"metainfo": {"version": "1.0.6"}}]}')
    return system


def test_an_empty_ruleset_lets_all_in(linux):
    facts = read(linux, Ask())

    assert (facts.inbound4, facts.inbound6, facts.rules) == (A, A, 0)


def test_without_the_right_nothing_is_guessed(linux):
    linux.standing = "user"
    linux.units = {"ufw": Service("ufw", running=True, enabled=True)}

    facts = read(linux, Ask())

    assert facts.inbound4.code is UnknownCode.NO_RIGHT
    assert facts.units == ("ufw",)
    assert linux.asked == []


@pytest.mark.parametrize(
    ("out", "err", "exit", "code"),
    [
        ("", "netlink: Error: Operation not permitted", 1, UnknownCode.NO_RIGHT),
        ("", "Error: cache initialization failed: Protocol not supported", 1,
         UnknownCode.SOURCE_BROKEN),
        ("", "", 0, UnknownCode.MALFORMED),
        ("{}", "", 0, UnknownCode.MALFORMED),
        ('{"nftables": []}', "", 0, UnknownCode.MALFORMED),
        ('{"nftables": [{"metainfo": {}}, {"rule": {}}]}', "", 0, UnknownCode.MALFORMED),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(linux, said, out, err, exit, code):
    linux.tools[NFT] = said(out, err, exit)

    facts = read(linux, Ask())

    assert facts.inbound4.code is code
    assert facts.inbound6.code is code


def test_neither_tool(system):
    assert read(system, Ask()).inbound4.code is UnknownCode.NOT_INSTALLED


def test_without_nft_the_older_tool_is_asked(system, said):
    system.write("/proc/net/if_inet6", "")
    system.tools["/usr/sbin/iptables-save"] = said("*filter\n:INPUT DROP [0:0]\nCOMMIT\n")
    system.tools["/usr/sbin/ip6tables-save"] = said("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n")

    facts = read(system, Ask())

    assert (facts.inbound4, facts.inbound6) == (B, A)
    assert (facts.origin.backend, facts.origin.degraded) == ("iptables-save", True)


def test_older_rules_without_a_tool_to_show_them(linux):
    linux.write("/proc/net/ip_tables_names", "filter\n")

    facts = read(linux, Ask())

    assert facts.inbound4.code is UnknownCode.NOT_INSTALLED
    assert facts.inbound6 is A


def test_a_machine_without_ipv6_cannot_be_reached_by_it(linux):
    linux.write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1\n")

    assert read(linux, Ask()).inbound6 is B


def test_a_card_may_speak_ipv6_although_it_is_off_for_all(linux):
    linux.write("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1\n")
    address = "20010db8000000000000000000000005 02 40 00 80"
    linux.write("/proc/net/if_inet6", f"{'0' * 31}1 01 80 10 80 lo\n{address} eth0\n")

    assert read(linux, Ask()).inbound6 is A


def accepting(card):
    """Return what nft tells of a wall that lets in what comes by one card."""
    chain = {"family": "inet", "table": "f", "name": "i"}
    hook = {**chain, "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}
    by_card = {"match": {"op": "==", "left": {"meta": {"key": "iifname"}}, "right": card}}
    rule = {"family": "inet", "table": "f", "chain": "i", "expr": [by_card, {"accept": None}]}
    return json.dumps({"nftables": [{"metainfo": {}}, {"chain": hook}, {"rule": rule}]})


@pytest.mark.parametrize(
    ("built", "card", "expected"),
    [
        ((), "eth0", A),
        ((), "br0", B),
        (("eth0/upper_br0", "eth0/master", "br0/brif"), "br0", A),
        (("eth0/upper_br0", "eth0/master", "br0/brif"), "eth0", B),
        (("eth0/upper_bond0", "eth0/master", "bond0/upper_bond0.5", "bond0.5/mtu"), "bond0.5", A),
        (("eth0/upper_eth0.10", "eth0.10/mtu"), "eth0.10", A),
        (("eth0/upper_eth0.10", "eth0.10/mtu"), "eth0", A),
        (("ppp0/mtu",), "ppp0", A),
    ],
)
def test_what_is_built_on_a_card_is_a_door(linux, said, built, card, expected):
    """A bridge that holds the only card, as for virtual machines, carries all that comes in."""
    for path in ("eth0/device", *built):
        linux.write(f"/sys/class/net/{path}", "")
    linux.tools[NFT] = said(accepting(card))

    facts = read(linux, Ask())

    assert (facts.inbound4, facts.inbound6) == (expected, expected)


ROUTES = """Local:
  +-- 0.0.0.0/0 3 0 5
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.168.1.10
        /32 host LOCAL
     |-- 192.168.1.255
        /32 link BROADCAST
     |-- 999.1.1.1
        /32 host LOCAL
"""
LOOPBACK6 = f"{'0' * 31}1 01 80 10 80       lo"
CARD6 = f"fd{'0' * 28}10 02 40 00 80     eth0"


@pytest.mark.parametrize(
    ("protocol", "address", "expected"),
    [
        ("ip", "192.168.1.10", (A, B)),
        ("ip", "192.168.1.255", (B, B)),
        ("ip", "127.0.0.1", (B, B)),
        ("ip6", "fd00::10", (B, A)),
        ("ip6", "::1", (B, B)),
    ],
)
def test_what_is_let_in_to_an_own_address_is_let_in(linux, said, protocol, address, expected):
    linux.write("/proc/net/fib_trie", ROUTES)
    linux.write("/proc/net/if_inet6", f"{LOOPBACK6}\n{CARD6}\n")
    told = json.loads(accepting("eth0"))
    (match, _) = told["nftables"][2]["rule"]["expr"]
    match["match"]["left"] = {"payload": {"protocol": protocol, "field": "daddr"}}
    match["match"]["right"] = address
    linux.tools[NFT] = said(json.dumps(told))

    facts = read(linux, Ask())

    assert (facts.inbound4, facts.inbound6) == expected


def test_units_need_systemd(linux):
    linux.units = Unknown(UnknownCode.NOT_SUPPORTED, "systemd is not running")

    assert read(linux, Ask()).units == linux.units


def test_a_unit_that_is_enabled_without_rules_is_no_firewall(linux):
    linux.units = {"nftables": Service("nftables", running=False, enabled=True)}

    facts = read(linux, Ask())

    assert (facts.inbound4, facts.units) == (A, ("nftables",))


@pytest.mark.parametrize("data", [None, "@services", {"set": "@services"}, []])
def test_a_map_that_cannot_be_looked_into_may_accept_some(data):
    head = {"family": "inet", "table": "t", "name": "i", "hook": "input", "type": "filter"}
    vmap = {"vmap": {"key": {"payload": {"protocol": "tcp", "field": "dport"}}, "data": data}}
    rule = {"family": "inet", "table": "t", "chain": "i", "expr": [vmap]}
    told = [{"metainfo": {}}, {"chain": {**head, "policy": "drop"}}, {"rule": rule}]

    ruleset, _ = read_nft(json.dumps({"nftables": told}), HERE)

    (found,) = ruleset["inet", "t", "i"].rules
    assert (found.verdict, found.covers[4]) == ("accept", Cover.SOME)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.sampled_from(["match", "meta", "==", "!=", "accept", "vmap", "set", "lo", "payload"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["match", "left", "right", "op", "meta", "key", "payload", "ct", "set",
                         "vmap", "data", "accept", "jump", "target", "range", "prefix", "len",
                         "protocol", "field", "xt", "type", "name", "&", "fib", "result"]),
        inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(json_values, max_size=4))
def test_no_rule_makes_the_reader_raise(expressions):
    head = [
        {"metainfo": {}},
        {"chain": {"family": "inet", "table": "t", "name": "i", "hook": "input", "type": "filter"}},
    ]
    rule = {"rule": {"family": "inet", "table": "t", "chain": "i", "expr": expressions}}

    ruleset, _ = read_nft(json.dumps({"nftables": [*head, rule]}), HERE)

    assert inbound(ruleset, 4)[0] in (A, B)


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", codec="ascii"), max_size=40)))
def test_no_saved_line_makes_the_reader_raise_but_valueerror(lines):
    text = "*filter\n:INPUT ACCEPT [0:0]\n" + "\n".join(f"-A INPUT {line}" for line in lines)
    try:
        ruleset = read_iptables(text, 4, HERE)
    except ValueError:
        return

    assert inbound(ruleset, 4)[0] in (A, B)


@pytest.mark.system("nft")
def test_an_ordinary_user_is_told_to_have_no_right(tmp_path):
    if os.geteuid() == 0:
        said = subprocess.run(
            [NFT, "-j", "list", "ruleset"],
            user="nobody",
            capture_output=True,
            text=True,
            timeout=20,
        )

        assert said.returncode != 0
        assert "Operation not permitted" in said.stderr
