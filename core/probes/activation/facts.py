"""How Windows and Office say they are activated."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One activated product.

    `state` is 0 unlicensed, 1 licensed, 2 to 6 in some period of grace; `volume` says that it is
    activated by a server; `server` is that server as set or found, empty for none.
    """

    name: str
    state: int | Unknown
    volume: bool | Unknown
    server: str | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationFacts(Facts):
    """The products of Microsoft that have a key here."""

    TOPIC: ClassVar[str] = "activation"

    products: tuple[Activation, ...] | Unknown
