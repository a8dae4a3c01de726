"""What the port answers about passwords, the network and shares: plain values, nothing judged."""

from dataclasses import dataclass

NEVER = 0xFFFFFFFF
"""TIMEQ_FOREVER: how the account API of Windows writes that there is no limit."""


@dataclass(frozen=True, slots=True)
class AccountPolicy:
    """The rules of local accounts as NetUserModalsGet tells them; ages in seconds, NEVER for none.

    `lockout_after` is a number of wrong passwords, 0 for never.
    """

    min_length: int
    max_age_s: int
    history: int
    lockout_after: int
    lockout_s: int


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that waits for others: `tcp` or `udp`, and the program, empty when not told."""

    protocol: str
    address: str
    port: int
    program: str


@dataclass(frozen=True, slots=True)
class Share:
    """A shared folder; `kind` is its STYPE number, whose low byte is 0 for a folder."""

    name: str
    kind: int
    path: str


@dataclass(frozen=True, slots=True)
class Adapter:
    """A network adapter that is up, and the name servers and gateways it uses."""

    name: str
    servers: tuple[str, ...]
    gateways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WifiProfile:
    """A remembered wireless network: its protection, and whether it is joined unasked.

    `authentication` is the word of the profile's XML, such as `open`, `WPA2PSK` or `WPA3SAE`.
    """

    name: str
    authentication: str
    encryption: str
    automatic: bool
