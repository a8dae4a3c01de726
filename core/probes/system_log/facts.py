"""What the system log of Windows says of disks, of sudden stops, of the clock, of itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Trouble(StrEnum):
    """What went wrong with a disk.

    A place that cannot be read, a disk that foretells its end, a damaged file system; then a
    controller that does not answer, memory that could not be swapped, a read that was tried again.
    """

    BAD_BLOCK = "bad_block"
    FAILING = "failing"
    DAMAGED = "damaged"
    CONTROLLER = "controller"
    PAGING = "paging"
    RETRIED = "retried"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskError:
    """Errors of one kind at one disk: `name` is the device or drive, `at` the last time (ISO)."""

    name: str
    trouble: Trouble
    at: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedLog:
    """A log that somebody emptied, and when (ISO)."""

    name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockChange:
    """The clock was set from one time to another (both ISO) by more than ten minutes.

    `by_hardware`: it was taken from the clock of the hardware, as after every sleep.
    """

    before: str
    after: str
    by_hardware: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLogFacts(Facts):
    """What was written within thirty days, as far as the log reaches back.

    `since`: the oldest event that is still there (ISO). `cleared` names logs that were emptied,
    `unseen` those whose emptying this account may not see. `stops`: when the machine started after
    it had not been shut down (ISO), newest first; `crashes` are those of them at which Windows
    itself had stopped with an error. `set_up_at`: when Windows was installed or last upgraded.
    """

    TOPIC: ClassVar[str] = "system_log"

    since: str | Unknown
    cleared: tuple[ClearedLog, ...] | Unknown
    unseen: tuple[str, ...] | Unknown
    disk_errors: tuple[DiskError, ...] | Unknown
    stops: tuple[str, ...] | Unknown
    crashes: tuple[str, ...] | Unknown
    clock_changes: tuple[ClockChange, ...] | Unknown
    set_up_at: str | Unknown
