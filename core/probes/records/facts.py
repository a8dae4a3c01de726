"""Whether the system keeps records of what happens."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsFacts(Facts):
    """The system's own records.

    `kept`: the logs that outlive a restart. `running`: whether what writes them runs.
    `smallest` is the room (bytes) of the log with the least of it; Linux takes what is free.
    """

    TOPIC: ClassVar[str] = "records"

    kept: tuple[str, ...] | Unknown
    running: bool | Unknown
    smallest: int | Unknown
