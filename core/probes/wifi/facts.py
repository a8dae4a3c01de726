"""Remembered wireless networks. Never a key."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class WirelessNetwork:
    """A remembered network; `protection` is `open`, `wep`, `wpa` or `strong`.

    `automatic`: joined without being asked.
    """

    name: str
    protection: str | Unknown
    automatic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WifiFacts(Facts):
    """`adapter`: this machine can join wireless networks. `networks`: those that it remembers."""

    TOPIC: ClassVar[str] = "wifi"

    adapter: bool | Unknown
    networks: tuple[WirelessNetwork, ...] | Unknown
