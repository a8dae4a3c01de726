"""Wireless networks of a machine in order."""

from core.model.facts import Origin
from core.probes.wifi.facts import WifiFacts, WirelessNetwork


def facts(sample):
    """Return facts that pass."""
    network = WirelessNetwork(name="UBND", protection="strong", automatic=True)
    return WifiFacts(
        origin=Origin(backend="test", at=sample.now), adapter=True, networks=(network,)
    )
