"""Whether connections from outside are really filtered."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Inbound(StrEnum):
    """What becomes of an uninvited connection."""

    BLOCKED = "blocked"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallProfile:
    """One Windows network profile: `domain`, `private` or `public`."""

    name: str
    on: bool | Unknown
    in_use: bool | Unknown
    inbound: Inbound | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FirewallFacts(Facts):
    """The state of filtering, loaded rules before configuration.

    Linux: `inbound4` and `inbound6` say what the loaded rules do with an uninvited connection by
    IPv4 and IPv6, `rules` counts the loaded rules on the input hook, `units` names firewall units
    that are enabled or active. Windows: `profiles`; `service_running` of the filtering service.
    `product`: another firewall product that has taken over, empty for none. `any_rule`: the name
    of a rule that lets everything in, empty for none.
    """

    TOPIC: ClassVar[str] = "firewall"

    inbound4: Inbound | Unknown
    inbound6: Inbound | Unknown
    rules: int | Unknown
    units: tuple[str, ...] | Unknown
    profiles: tuple[FirewallProfile, ...] | Unknown
    service_running: bool | Unknown
    product: str | Unknown
    any_rule: str | Unknown
