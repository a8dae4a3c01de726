"""Wireless networks of Linux."""

import pytest

from core.model.unknown import Unknown
from core.probes.ask import Ask
from core.probes.wifi import linux as wifi


def code(value):
    return str(value.code) if isinstance(value, Unknown) else value


NETWORK = """\
[connection]
id={}
type=wifi
autoconnect={}

[wifi]
ssid=x
{}"""


@pytest.mark.parametrize(
    ("security", "protection"),
    [
        ("", "open"),
        ("[wifi-security]\nkey-mgmt=wpa-psk\npsk=bi-mat\n", "strong"),
        ("[wifi-security]\nkey-mgmt=sae\n", "strong"),
        ("[wifi-security]\nkey-mgmt=none\nwep-key0=1\n", "wep"),
        ("[802-11-wireless-security]\nkey-mgmt=wpa-eap\n", "strong"),
        ("[wifi-security]\nkey-mgmt=tương-lai\n", "not_supported"),
    ],
)
def test_wireless_networks(system, security, protection):
    folder = "/etc/NetworkManager/system-connections"
    system.write(f"{folder}/a.nmconnection", NETWORK.format("Quán", "false", security), 0o600)
    system.write(f"{folder}/b.nmconnection", "[connection]\ntype=ethernet\n", 0o600)
    system.write("/sys/class/net/wlan0/wireless/x", "")
    found = wifi.read(system, Ask())

    assert found.adapter is True
    assert [(each.name, code(each.protection), each.automatic) for each in found.networks] == [
        ("Quán", protection, False)
    ]
    assert "bi-mat" not in str(found)


def test_a_machine_without_wireless(system):
    system.write("/sys/class/net/eth0/mtu", "1500")
    found = wifi.read(system, Ask())

    assert (found.adapter, code(found.networks)) == (False, "not_supported")


def test_networks_that_another_program_keeps(system):
    system.write("/sys/class/net/wlan0/wireless/x", "")
    system.write("/var/lib/iwd/Quán.open", "")
    assert code(wifi.read(system, Ask()).networks) == "not_supported"

    system.write("/run/NetworkManager/system-connections/x", "[connection]\ntype=ethernet\n")
    assert wifi.read(system, Ask()).networks == ()
    assert wifi.read(system, Ask()).origin.backend == "NetworkManager"
