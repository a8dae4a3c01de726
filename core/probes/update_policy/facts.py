"""Whether the machine updates itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class UpdateMode(StrEnum):
    """What the machine does about new updates by itself."""

    INSTALL = "install"
    NOTIFY = "notify"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePolicyFacts(Facts):
    """How updates are set up.

    `paused_until` is the ISO moment a pause ends, empty for no pause. `disabled_services` are
    those needed for updating that cannot start. `server` is the office's own, empty for none.
    """

    TOPIC: ClassVar[str] = "update_policy"

    mode: UpdateMode | Unknown
    paused_until: str | Unknown
    disabled_services: tuple[str, ...] | Unknown
    server: str | Unknown
