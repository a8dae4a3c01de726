"""NET-509: the hosts file."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.name_resolution.facts import HostEntry

RESTS_ON = {os: {"hosts_elsewhere", "notable", "sent_away"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.MALFORMED, "")
AWAY = (HostEntry(name="x.example", address="93.184.216.34"),)


def to(address):
    return (HostEntry(name="dichvucong.gov.vn", address=address),)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "pass.good"),
        ({"notable": to("93.184.216.34")}, "fail.astray"),
        ({"notable": to("2606:4700::1")}, "fail.astray"),
        ({"notable": to("::ffff:93.184.216.34")}, "fail.astray"),
        ({"notable": (*to("0.0.0.0"), *to("2606:4700::1"))}, "fail.astray"),  # noqa: S104 - the same
        ({"notable": to("192.168.1.5")}, "pass.good"),
        ({"notable": to("0.0.0.0")}, "warn.blocked"),  # noqa: S104 - blocks a name
        ({"notable": to("127.0.0.1")}, "warn.blocked"),
        ({"notable": to("rác")}, "warn.blocked"),
        ({"sent_away": AWAY}, "warn.away"),
        ({"sent_away": AWAY, "notable": to("93.184.216.34")}, "fail.astray"),
        ({"hosts_elsewhere": True, "hosts_path": "C:\\x"}, "fail.moved"),
        ({"hosts_elsewhere": True, "notable": UNREAD, "sent_away": UNREAD}, "fail.moved"),
        ({"notable": UNREAD, "sent_away": AWAY}, "unknown.malformed"),
        ({"sent_away": UNREAD}, "unknown.malformed"),
        ({"hosts_elsewhere": UNREAD}, "unknown.malformed"),
    ],
)
def test_names(windows, judge, of, changes, key):
    told = judge("NET-509", windows, of(windows, "name_resolution", **changes))
    assert told.message.key == key


def test_a_name_with_two_addresses_is_told_once(windows, judge, of):
    both = (*to("93.184.216.34"), *to("2606:4700::1"))
    told = judge("NET-509", windows, of(windows, "name_resolution", notable=both))
    assert told.message.args["names"] == ("dichvucong.gov.vn",)
