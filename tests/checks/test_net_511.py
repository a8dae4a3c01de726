"""NET-511: proxies."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {"windows": {"proxy", "proxy_script"}, "linux": {"proxy"}}
UNREAD = Unknown(UnknownCode.NOT_FOUND, "")


@pytest.mark.parametrize(
    ("proxy", "script", "key"),
    [
        ("", "", "pass.good"),
        ("10.0.0.9:3128", "", "warn.proxy"),
        ("", "http://x/wpad.dat", "warn.proxy_script"),
        ("", UNREAD, "unknown.not_found"),
        (UNREAD, "", "unknown.not_found"),
    ],
)
def test_on_windows(windows, judge, of, proxy, script, key):
    facts = of(windows, "name_resolution", proxy=proxy, proxy_script=script)
    assert judge("NET-511", windows, facts).message.key == key


def test_the_offices_own_is_no_detour(linux, judge, of):
    facts = of(linux, "name_resolution", proxy="http://10.0.0.9:3128")

    assert judge("NET-511", linux, facts).message.key == "warn.proxy"
    told = judge("NET-511", linux, facts, params={"allowed": ("http://10.0.0.9:3128",)})
    assert told.result == "pass"
