"""How the machine itself is: room, disks, memory, age."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class Health(StrEnum):
    """What a disk says of itself; `quiet` where only the system was asked, which saw no error."""

    GOOD = "good"
    QUIET = "quiet"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """A physical disk and its health as far as this account may ask for it."""

    name: str
    health: Health | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class HardwareFacts(Facts):
    """The machine.

    `drive` is where the system lies, `drive_size` and `drive_free` are in bytes, `memory` too.
    `model` is maker and model; `firmware_on` the ISO day of its firmware; `virtual` says that it
    is no real machine.
    """

    TOPIC: ClassVar[str] = "hardware"

    drive: str | Unknown
    drive_size: int | Unknown
    drive_free: int | Unknown
    disks: tuple[Disk, ...] | Unknown
    memory: int | Unknown
    model: str | Unknown
    firmware_on: str | Unknown
    virtual: bool | Unknown
