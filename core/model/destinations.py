"""Where an address leads: nowhere, into the office's own network, or into the Internet."""

from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address


class Destination(StrEnum):
    """Where an address leads, worst first. `nowhere` is this machine or no place at all."""

    INTERNET = "internet"
    NOWHERE = "nowhere"
    OFFICE = "office"


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a text names, None for none.

    An IPv4 address written as an IPv6 one (`::ffff:1.2.3.4`) is an IPv4 address.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def destination_of(text: str) -> Destination | None:
    """Return where an address leads, None for what is no address."""
    address = address_of(text)
    if address is None:
        return None
    if address.is_loopback or address.is_unspecified:
        return Destination.NOWHERE
    return Destination.INTERNET if address.is_global else Destination.OFFICE
