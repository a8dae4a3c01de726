"""Whether parts that the system needs are there and in order."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPartsFacts(Facts):
    """Parts that every machine of this system has.

    `missing`: services that do not exist although every Windows has them. `disabled`: services
    that cannot start, on Linux units that failed. `wmi_answers`: whether the store that many
    readers ask gives an answer at all.
    """

    TOPIC: ClassVar[str] = "system_parts"

    missing: tuple[str, ...] | Unknown
    disabled: tuple[str, ...] | Unknown
    wmi_answers: bool | Unknown
