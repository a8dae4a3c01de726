"""Which antivirus products are here, whether they run, how old their definitions are."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Protection(StrEnum):
    """The state a product is in.

    `passive` gives way to another product, which is normal; `on_demand` has nothing that could run
    all the time, it looks when somebody tells it to.
    """

    ON = "on"
    OFF = "off"
    SNOOZED = "snoozed"
    EXPIRED = "expired"
    PASSIVE = "passive"
    ON_DEMAND = "on_demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One antivirus product.

    `definitions_at` is when its definitions were made (ISO), empty when they were never updated;
    `definitions_old` is its own word on them; `licence_days` the days its licence still runs.
    `real_time` says whether it watches files as they are used.
    """

    name: str
    protection: Protection | Unknown
    real_time: bool | Unknown
    definitions_at: str | Unknown
    definitions_old: bool | Unknown
    licence_days: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AntivirusFacts(Facts):
    """The antivirus products registered or found running.

    An empty `products` means that a complete look found none; it is Unknown when the look was not
    complete. `centre_running`: whether the Windows Security Center service runs.
    """

    TOPIC: ClassVar[str] = "antivirus"

    products: tuple[Product, ...] | Unknown
    centre_running: bool | Unknown
