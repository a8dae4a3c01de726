"""UPD-211: the office's update server, and what must be said about it."""

import pytest

from core.model.unknown import Unknown, UnknownCode

SPARED = {
    os: dict.fromkeys(
        ("ordinary", "security", "held", "ordinary_names", "security_names", "service_off"),
        "a matter of UPD-201",
    )
    | {"asked_at": "of no matter without a server"}
    for os in ("windows", "linux")
}
SERVER = "http://wsus.xa.example:8530"
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"server": ""}, "pass.direct"),
        ({"server": "", "asked_at": ""}, "pass.direct"),
        ({"server": SERVER, "asked_at": "2027-01-19T03:00:00Z"}, "pass.answers"),
        ({"server": SERVER, "asked_at": "2027-01-12"}, "warn.silent"),
        ({"server": SERVER, "asked_at": "2027-01-05"}, "fail.silent"),
        ({"server": SERVER, "asked_at": ""}, "fail.never"),
        ({"server": SERVER, "asked_at": "2027-03-01"}, "unknown.malformed"),
        ({"server": SERVER, "asked_at": UNREAD}, "unknown.no_right"),
        ({"server": UNREAD}, "unknown.no_right"),
    ],
)
def test_servers(judge, windows, changes, key):
    assert judge("UPD-211", windows, windows.updates(**changes)).message.key == key
