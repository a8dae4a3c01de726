"""What happens when a stick or disc is put in."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovableMediaFacts(Facts):
    """`desktop`: which desktop is here, empty for none. `offers`: people for whom the contents of a
    stick are opened or started, or offered for it, without being asked for.
    """

    TOPIC: ClassVar[str] = "removable_media"

    desktop: str | Unknown
    offers: tuple[str, ...] | Unknown
