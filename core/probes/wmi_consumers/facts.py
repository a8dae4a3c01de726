"""What the event service of WMI runs by itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class ConsumerKind(StrEnum):
    """What a consumer does with an event: runs a script, runs a command, or writes a log."""

    SCRIPT = "script"
    COMMAND = "command"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumer:
    """A consumer of events: `runs` is its command or script, its beginning and its end.

    `programs` are the files that a command runs. `bound`: whether a filter is bound to it, without
    which it never does anything.
    """

    name: str
    kind: ConsumerKind
    runs: str
    programs: tuple[str, ...]
    bound: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class WmiConsumersFacts(Facts):
    """The consumers of events in root\\subscription, which outlive every restart."""

    TOPIC: ClassVar[str] = "wmi_consumers"

    consumers: tuple[Consumer, ...] | Unknown
