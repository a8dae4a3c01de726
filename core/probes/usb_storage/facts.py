"""Which USB storage was seen on this machine."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbStorage:
    """A USB stick or disk. `mark` is a short digest of its serial number, never the number."""

    name: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbStorageFacts(Facts):
    """The USB storage that the system remembers, each device once."""

    TOPIC: ClassVar[str] = "usb_storage"

    devices: tuple[UsbStorage, ...] | Unknown
