"""MAL-606: live connections against the list of a pack."""

from dataclasses import replace

import pytest

from core.model.botnet import BotnetTable
from core.model.unknown import Unknown, UnknownCode
from core.probes.connections.facts import Connection, ConnectionsFacts

SPARED = {"windows": {}, "linux": {}}
BAD = "198.51.100.7"


def unread(code):
    return Unknown(UnknownCode(code), "")


def table(addresses=f"{BAD}\n", pack_date="2027-01-19", expires="2027-02-19"):
    return BotnetTable(pack_date=pack_date, expires=expires, addresses=addresses, sha256="0" * 64)


def speaking(sample, *connections, **changes):
    facts = next(each for each in sample.all() if isinstance(each, ConnectionsFacts))
    return replace(facts, connections=connections, **changes)


def peer(address=BAD, port=443, program="/usr/bin/mail"):
    return Connection(address=address, port=port, program=program)


@pytest.mark.parametrize(
    ("listed", "connection", "key"),
    [
        (BAD, peer("203.0.113.1"), "pass.none"),
        (BAD, peer(), "warn.listed"),
        (f"{BAD}:443", peer(), "fail.listed"),
        (f"{BAD}:8080", peer(), "warn.listed"),
        ("198.51.100.0/24", peer(), "warn.listed"),
        (f"{BAD}\n[CERT]\n{BAD}", peer(), "fail.listed"),
        (f"[CERT]\n{BAD}\n[CERT]\n{BAD}", peer(), "warn.listed"),
        (BAD, peer(program="/tmp/.x/kworker"), "fail.listed"),
        (BAD, peer(program=""), "warn.listed"),
        (f"{BAD} 2026-01-01 2026-10-21", peer(), "pass.none"),
        (f"{BAD} 2026-01-01 2026-10-22", peer(), "warn.listed"),
        ("2001:db8::/32", peer("2001:db8::5"), "warn.listed"),
        (BAD, peer(f"::ffff:{BAD}"), "warn.listed"),
        (BAD, peer("not an address"), "pass.none"),
        ("evil.example", peer(), "unknown.odd_lines"),
        ("203.0.113.9\nevil.example", peer("203.0.113.1"), "unknown.odd_lines"),
        (f"{BAD}\nevil.example", peer(), "unknown.odd_lines"),
        (f"{BAD}:443\nevil.example", peer(), "fail.listed"),
    ],
)
def test_a_connection(linux, judge, listed, connection, key):
    facts = speaking(linux, connection)
    assert judge("MAL-606", linux, facts, table(listed)).message.key == key


def test_the_entry_and_the_program_are_evidence(linux, judge):
    facts = speaking(linux, peer("203.0.113.1"), peer())
    judgement = judge("MAL-606", linux, facts, table(f"{BAD} 2026-12-01 2027-01-18"))
    assert judgement.message.args["address"] == f"{BAD}:443"
    told = {each.what: each.value for each in judgement.evidence}
    assert told["program"] == "/usr/bin/mail"
    assert told["listed"] == f"{BAD} (2026-12-01 … 2027-01-18)"


def test_a_program_from_an_open_place_on_windows(windows, judge):
    facts = speaking(windows, peer(program="C:\\Users\\Public\\svchost.exe"))
    assert judge("MAL-606", windows, facts, table()).message.key == "fail.listed"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (table(pack_date="2027-01-06"), "pass.none"),
        (table(pack_date="2027-01-05"), "warn.table_old"),
        (table(pack_date="2027-01-19", expires="2027-01-19"), "warn.table_old"),
        (table(pack_date="hôm qua"), "unknown.malformed"),
        (table(addresses=" \n"), "not_applicable.no_list"),
    ],
)
def test_a_pass_is_as_good_as_the_list(linux, judge, given, key):
    assert judge("MAL-606", linux, given).message.key == key


def test_a_match_in_an_old_list_stays(linux, judge):
    facts = speaking(linux, peer())
    old = table(f"{BAD}:443", pack_date="2026-12-01", expires="2026-12-31")
    assert judge("MAL-606", linux, facts, old).message.key == "fail.listed"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"left_out": 5}, "unknown.too_many"),
        ({"left_out": unread("crashed")}, "unknown.crashed"),
    ],
)
def test_what_was_not_looked_at_is_no_pass(linux, judge, changes, key):
    assert judge("MAL-606", linux, speaking(linux, **changes)).message.key == key
    found = speaking(linux, peer(), **changes)
    assert judge("MAL-606", linux, found, table(f"{BAD}:443")).message.key == "fail.listed"


@pytest.mark.parametrize("code", ["no_right", "crashed", "timed_out"])
def test_unread_connections(linux, judge, code):
    facts = replace(speaking(linux), connections=unread(code))
    assert judge("MAL-606", linux, facts).reason == code
