"""When updates were last installed, and which ones do not get installed."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateHistoryFacts(Facts):
    """What became of updates.

    `installed_at`: when updates were last installed (ISO), empty for never; definitions of an
    antivirus do not count. `stuck` names updates whose last try failed, or Linux packages that an
    interrupted installation left half done.
    """

    TOPIC: ClassVar[str] = "update_history"

    installed_at: str | Unknown
    stuck: tuple[str, ...] | Unknown
