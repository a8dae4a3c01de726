"""NET-510: name servers."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"servers"} for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("servers", "key"),
    [
        (("192.168.1.1",), "pass.good"),
        (("8.8.8.8", "fe80::1%3", "127.0.0.53"), "pass.good"),
        (("2001:4860:4860::8888",), "pass.good"),
        (("203.162.4.190",), "pass.good"),
        (("192.168.1.1", "93.184.216.34"), "warn.strange"),
        (("rác",), "warn.strange"),
        ((), "not_applicable.none"),
        (Unknown(UnknownCode.UNREADABLE, ""), "unknown.unreadable"),
    ],
)
def test_servers(windows, judge, of, servers, key):
    told = judge("NET-510", windows, of(windows, "name_resolution", servers=servers))
    assert told.message.key == key


def test_an_office_lists_its_own(linux, judge, of):
    facts = of(linux, "name_resolution", servers=("93.184.216.34",))
    told = judge("NET-510", linux, facts, params={"servers": ("93.184.216.34",)})

    assert told.result == "pass"
