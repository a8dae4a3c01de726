"""Lists of addresses: the forms of a line, networks in networks, and the plain way as a judge."""

import ipaddress
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.addresses import AddressList, Feed, feeds_in, number_of


def listing(text: str) -> AddressList:
    return AddressList([Feed(name="tỉnh", text=text, last_seen="2027-01-01")])


@pytest.mark.parametrize(
    ("line", "inside", "outside"),
    [
        ("1.2.3.4", "1.2.3.4", "1.2.3.5"),
        ("1[.]2[.]3[.]4", "1.2.3.4", "1.2.3.5"),
        ("1.2.3.0/24", "1.2.3.255", "1.2.4.0"),
        ("1.2.3.77/24", "1.2.3.0", "1.2.2.255"),
        ("1[.]2[.]3[.]0/24", "1.2.3.9", "1.2.4.9"),
        ("1.2.3.4:447", "1.2.3.4", "4.3.2.1"),
        ("1.2.3.4 # C2, seen by two", "1.2.3.4", "1.2.3.3"),
        ('"2026-12-01 10:00:00","1.2.3.4","447","online","2027-01-05","x"', "1.2.3.4", "1.2.3.3"),
        ("  1.2.3.4\t447  ", "1.2.3.4", "1.2.3.3"),
        ("255.255.255.255", "255.255.255.255", "0.0.0.1"),
        ("255.0.0.0/8", "255.255.255.255", "254.255.255.255"),
        ("2001:db8::1", "2001:0DB8:0::1", "2001:db8::2"),
        ("2001[:]db8[:][:]1", "2001:db8::1", "2001:db8::2"),
        ("[2001:db8::1]:447", "2001:db8::1", "2001:db8::2"),
        ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
        ("ffff::/16", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fffe::"),
        ("1.2.3.4", "::ffff:1.2.3.4", "::1.2.3.4"),
        ("fe80::1", "fe80::1%eth0", "fe80::2%eth0"),
    ],
)
def test_forms_of_a_line(line, inside, outside):
    found = listing(line)

    assert (len(found), found.faults) == (1, ())
    assert found.find(inside)
    assert not found.find(outside)


@pytest.mark.parametrize(
    "line",
    [
        "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1",
        "0.0.0.0/0", "1.0.0.0/7", "::/0", "2001::/8", "1.2.3.4:99999", "evil.example", "::g",
        "1.2.3.4/24/8", "١.٢.٣.٤",
    ],
)  # fmt: skip
def test_what_is_no_entry_is_told_and_matches_nothing(line):
    found = listing(f"9.9.9.9\n{line}\n8.8.8.8")

    assert len(found) == 2
    assert [(each.line, each.text) for each in found.faults] == [(2, line)]
    assert not found.find("1.2.3.4")


def test_comments_and_blank_lines_are_no_faults():
    found = listing("# list of 2027\n\n; old style\n// other\n   \r\n1.2.3.4\r\n")

    assert (len(found), found.faults) == (1, ())


def test_an_entry_tells_port_days_and_publisher():
    (match,) = listing("1.2.3.4:447, 2026-11-05, 2027-01-03 # botnet").find("1.2.3.4")

    assert (match.feed, match.entry, match.port) == ("tỉnh", "1.2.3.4", 447)
    assert (match.first_seen, match.last_seen) == ("2026-11-05", "2027-01-03")


def test_one_day_is_the_last_sight_and_none_is_that_of_the_list():
    found = listing("1.2.3.4 2026-12-24\n1.2.3.5\n1.2.3.6 2026-13-45")

    assert found.find("1.2.3.4")[0].last_seen == "2026-12-24"
    assert found.find("1.2.3.5")[0].last_seen == "2027-01-01"
    assert found.find("1.2.3.6")[0].last_seen == "2027-01-01"


def test_every_entry_that_holds_an_address_is_found():
    found = listing("10.0.0.0/8\n10.1.0.0/16\n10.1.2.0/24\n10.1.2.3\n10.1.2.3:80\n10.1.2.0/24")

    assert sorted(each.entry for each in found.find("10.1.2.3")) == [
        "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.0/24", "10.1.2.3", "10.1.2.3",
    ]  # fmt: skip
    assert [each.entry for each in found.find("10.1.3.0")] == ["10.1.0.0/16", "10.0.0.0/8"]
    assert [each.entry for each in found.find("10.2.0.0")] == ["10.0.0.0/8"]


def test_headings_name_publishers():
    text = "1.1.1.1\n[CERT Đông]\n2.2.2.2\n1.1.1.1\n[2001:db8::1]\n[Sở]\n3.3.3.3\n"
    found = AddressList(feeds_in(text, "pack", "2027-01-01"))

    assert {each.feed for each in found.find("1.1.1.1")} == {"pack", "CERT Đông"}
    assert [each.feed for each in found.find("3.3.3.3")] == ["Sở"]
    assert [each.line for each in found.faults] == [4]  # a bare address in brackets is no entry


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "1.2.3.4/24", "\0", "1.2.3.4 "])
def test_what_is_no_address_is_in_no_list(text):
    with pytest.raises(ValueError):  # noqa: PT011 - which one is all there is to say
        number_of(text)
    assert listing("1.2.3.4\n::/16").find(text) == ()


def test_an_empty_list_holds_nothing():
    assert listing("").find("1.2.3.4") == ()
    assert AddressList([]).find("::1") == ()


NETWORKS = st.one_of(
    st.ip_addresses(v=4).flatmap(
        lambda each: st.integers(8, 32).map(
            lambda size: ipaddress.ip_network((each, size), strict=False)
        )
    ),
    st.ip_addresses(v=6).flatmap(
        lambda each: st.integers(16, 128).map(
            lambda size: ipaddress.ip_network((each, size), strict=False)
        )
    ),
)


@given(networks=st.lists(NETWORKS, max_size=40), chance=st.randoms(use_true_random=False))
def test_it_finds_what_the_plain_way_finds(networks, chance: random.Random):
    found = listing("\n".join(str(each) for each in networks))
    asked = [each[chance.randrange(min(each.num_addresses, 1 << 30))] for each in networks]
    edges = [each[0] for each in networks] + [each[-1] for each in networks]
    edges += [each + 1 for each in edges if int(each) + 1 < 2**each.max_prefixlen]
    for address in (*asked, *edges):
        if address.version == 6 and address.ipv4_mapped:
            continue
        plain = sorted(
            str(each) for each in networks if each.version == address.version and address in each
        )
        mine = sorted(
            each.entry if "/" in each.entry else f"{each.entry}/{address.max_prefixlen}"
            for each in found.find(str(address))
        )
        assert mine == plain
