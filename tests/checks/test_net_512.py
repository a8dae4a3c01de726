"""NET-512: remembered wireless networks."""

import pytest

from core.model.unknown import Unknown, UnknownCode
from core.probes.wifi.facts import WirelessNetwork

RESTS_ON = {os: {"adapter", "networks", "protection"} for os in ("windows", "linux")}
UNREAD = Unknown(UnknownCode.NO_RIGHT, "")


def network(protection, automatic=True):
    return WirelessNetwork(name="Cà phê\u202e", protection=protection, automatic=automatic)


@pytest.mark.parametrize(
    ("adapter", "networks", "key"),
    [
        (True, (), "pass.good"),
        (True, (network("strong"),), "pass.good"),
        (True, (network("open"),), "warn.unasked"),
        (True, (network("wep"),), "warn.unasked"),
        (True, (network("open", automatic=False),), "warn.weak"),
        (True, (network("wpa"),), "warn.weak"),
        (True, (network(UNREAD),), "unknown.no_right"),
        (True, (network(UNREAD), network("open")), "warn.unasked"),
        (True, UNREAD, "unknown.no_right"),
        (False, (), "not_applicable.no_adapter"),
        (UNREAD, (network("open"),), "warn.unasked"),
        (UNREAD, (network("strong"),), "unknown.no_right"),
    ],
)
def test_networks(linux, judge, of, adapter, networks, key):
    facts = of(linux, "wifi", adapter=adapter, networks=networks)
    assert judge("NET-512", linux, facts).message.key == key
