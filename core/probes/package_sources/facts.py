"""Where Linux packages come from, and whether they have to be signed."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSource:
    """One archive: its address, its suite, and whether packages from it count unsigned."""

    address: str
    suite: str
    unsigned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSourcesFacts(Facts):
    """The archives that apt fetches from.

    `codename`: the release of Debian or Ubuntu that is installed or built on, as
    os-release names it. `unsigned_allowed` names
    apt's own settings that let unsigned packages in.
    """

    TOPIC: ClassVar[str] = "package_sources"

    sources: tuple[PackageSource, ...] | Unknown
    unsigned_allowed: tuple[str, ...] | Unknown
    codename: str | Unknown
