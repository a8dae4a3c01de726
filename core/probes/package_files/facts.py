"""Files of packages that are not as their packages brought them."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFilesFacts(Facts):
    """What a verification of all packages found; settings, which people change, are left out.

    `changed` and `missing` are paths. `verified` counts the packages whose sums could be compared,
    Unknown where some of their files could not be read.
    """

    TOPIC: ClassVar[str] = "package_files"

    changed: tuple[str, ...] | Unknown
    missing: tuple[str, ...] | Unknown
    verified: int | Unknown
