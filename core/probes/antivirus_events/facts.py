"""What the log of Microsoft Defender says of finds, and of times without protection."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown
from core.probes.antivirus_care.facts import Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class AntivirusEventsFacts(Facts):
    """What was written within thirty days, as far as the log reaches back.

    Ordinary accounts may read it, which they may not with the list of finds. `since`: the oldest
    event that is still there (ISO). `detections`: what was found, with its last outcome.
    `turned_off` and `turned_on`: when protection was turned off and on (ISO), newest first.
    """

    TOPIC: ClassVar[str] = "antivirus_events"

    since: str | Unknown
    detections: tuple[Detection, ...] | Unknown
    turned_off: tuple[str, ...] | Unknown
    turned_on: tuple[str, ...] | Unknown
