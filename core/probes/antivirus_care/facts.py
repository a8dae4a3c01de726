"""How the antivirus is looked after: scans, finds, exceptions, parts switched off."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Something that the antivirus found; `handled` says whether it is out of the way now."""

    name: str
    at: str | Unknown
    handled: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AntivirusCareFacts(Facts):
    """What is known of one product, the one that can be asked.

    `product` is its name, empty when none that can be asked is active. `scanned_at`: the end of its
    last scan (ISO), empty for never. `cleaning`: whether it waits for something, such as a scan or
    steps by hand, before a find is out of the way. `exclusions`: what it never looks at.
    `switched_off`: its parts that settings or policy turned off. `tamper_protected`: whether
    programs are kept from turning it off. `renews`: whether something renews its definitions by
    itself.
    """

    TOPIC: ClassVar[str] = "antivirus_care"

    product: str | Unknown
    scanned_at: str | Unknown
    detections: tuple[Detection, ...] | Unknown
    cleaning: bool | Unknown
    exclusions: tuple[str, ...] | Unknown
    switched_off: tuple[str, ...] | Unknown
    tamper_protected: bool | Unknown
    renews: bool | Unknown
