"""Hosts files, name servers and proxies of Linux."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.name_resolution import linux as name_resolution
from core.probes.name_resolution.hosts import is_notable, read_hosts


def code(value):
    return str(value.code) if isinstance(value, Unknown) else value


def test_a_hosts_file_of_a_hundred_thousand_lines():
    lines = [f"0.0.0.0 quang-cao-{number}.example" for number in range(100_000)]
    lines[50_000] = "93.184.216.34\twww.vietcombank.com.vn vcb.example # x"
    found = read_hosts("\n".join(lines))

    assert found.lines == 100_001
    assert [(each.name, each.address) for each in found.notable] == [
        ("www.vietcombank.com.vn", "93.184.216.34")
    ]
    assert [each.name for each in found.sent_away] == ["vcb.example"]


def test_what_is_sent_away_is_told_before_what_is_blocked():
    blocked = [f"0.0.0.0 quang-cao-{number}.google.com" for number in range(60)]
    office = [f"10.0.0.5 may-{number}.xa.gov.vn" for number in range(60)]
    found = read_hosts("\n".join([*office, *blocked, "45.77.1.2 vietcombank.com.vn"]))

    assert (found.notable[0].name, found.notable[0].address) == ("vietcombank.com.vn", "45.77.1.2")
    assert {each.address for each in found.notable[1:]} == {"0.0.0.0"}  # noqa: S104 - blocks a name


def test_every_address_of_a_name_is_told():
    lines = "0.0.0.0 BIDV.com.vn\n2606:4700::1 bidv.com.vn\n0.0.0.0 bidv.com.vn\n"
    found = read_hosts(f"{lines}10.0.0.5 x.example\n::ffff:45.77.1.2 x.example\n")

    assert [each.address for each in found.notable] == ["2606:4700::1", "0.0.0.0"]  # noqa: S104
    assert [each.address for each in found.sent_away] == ["::ffff:45.77.1.2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_hosts_file_in_any_encoding(encoding):
    """Files come as UTF-8 with replacement, whatever they were."""
    raw = "0.0.0.0 windowsupdate.microsoft.com\r\n".encode(encoding)
    found = read_hosts(raw.decode("utf-8", "replace"))

    assert [each.name for each in found.notable] == ["windowsupdate.microsoft.com"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rác windowsupdate.com", (0, 0)),
        ("1.2.3 windowsupdate.com", (0, 0)),
        ("::1 windowsupdate.com", (1, 1)),
        ("fe80::1%eth0 x", (1, 0)),
        ("93.184.216.34", (0, 0)),
        ("\u202e93.184.216.34 bidv.com.vn", (0, 0)),
        ("10.0.0.1 may-chu.xa.gov.vn", (1, 1)),
    ],
)
def test_odd_lines(line, told):
    found = read_hosts(line)

    assert (found.lines, len(found.notable)) == told


def test_names_that_only_look_alike():
    assert is_notable("dichvucong.gov.vn")
    assert is_notable("BIDV.com.vn.")
    assert not is_notable("notmicrosoft.com")
    assert not is_notable("microsoft.com.example")


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_of_hosts_raise(text):
    assert read_hosts(text).lines >= 0


def test_a_hosts_file_beyond_every_limit_is_unread(system):
    place = system.write("/etc/hosts", "")
    with place.open("wb") as file:
        file.truncate(17_000_000)

    assert code(name_resolution.read(system, Ask()).notable) == "malformed"


@pytest.mark.parametrize(
    ("files", "servers"),
    [
        ({"/etc/resolv.conf": "nameserver 127.0.0.53\noptions edns0\n",
          "/run/systemd/resolve/resolv.conf": "nameserver 10.0.0.2\nnameserver 10.0.0.2\n"},
         ("10.0.0.2",)),
        ({"/etc/resolv.conf": "# x\nnameserver\t8.8.8.8\nnameserver rác\nsearch xa\n"},
         ("8.8.8.8",)),
        ({"/etc/resolv.conf": ""}, ()),
        ({}, "not_found"),
    ],
)  # fmt: skip
def test_name_servers(system, files, servers):
    for path, text in files.items():
        system.write(path, text)

    assert code(name_resolution.read(system, Ask()).servers) == servers


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("PATH=/usr/bin\n", ""),
        ('https_proxy="http://10.0.0.9:3128"\n', "http://10.0.0.9:3128"),
        ("HTTP_PROXY=http://an:bi-mat@10.0.0.9:3128\n", "http://10.0.0.9:3128"),
        ("http_proxy=\n", ""),
    ],
)
def test_a_proxy_without_its_secret(system, text, proxy):
    system.write("/etc/environment", text)

    assert name_resolution.read(system, Ask()).proxy == proxy
