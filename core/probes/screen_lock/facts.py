"""Whether the screen locks by itself, and after how long."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLock:
    """When the screen of a person locks: after so many idle seconds, 0 for never."""

    name: str
    after_s: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLockFacts(Facts):
    """`desktop`: which desktop is here, empty for none. `machine_s`: after how many idle seconds
    the machine locks everybody's screen, 0 for never. `people`: what each person's settings say.
    """

    TOPIC: ClassVar[str] = "screen_lock"

    desktop: str | Unknown
    machine_s: int | Unknown
    people: tuple[ScreenLock, ...] | Unknown
