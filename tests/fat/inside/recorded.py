"""A disk whose writes are recorded in their order, with marks: dm-log-writes, asked directly."""

import fcntl
import os
import struct
from pathlib import Path

_CONTROL = "/dev/mapper/control"
_HEAD = struct.Struct("=3I I I I i I I I Q 128s 129s 7x")
_TARGET = struct.Struct("=Q Q i I 16s")
_WRITE_AND_READ, _DEVICE_MAPPER = 3 << 30, 0xFD << 8
_CREATE, _RESUME, _LOAD, _MESSAGE = 3, 6, 9, 14


class Recorded:
    """A disk that passes every write on to another disk, and onto a record."""

    def __init__(self, disk: str, record: str) -> None:
        """Make it; it stands at `device`."""
        self._name = Path(disk).name.encode()
        self._ask(_CREATE)
        sectors = int(Path("/sys/block", Path(disk).name, "size").read_text())
        words = f"{disk} {record}".encode() + b"\0"
        words += bytes(-len(words) % 8)
        target = _TARGET.pack(0, sectors, 0, _TARGET.size + len(words), b"log-writes")
        self._ask(_LOAD, target + words, targets=1)
        self._ask(_RESUME)
        (number,) = (
            each.parent.parent.name
            for each in Path("/sys/block").glob("dm-*/dm/name")
            if each.read_bytes().strip() == self._name
        )
        self.device = f"/dev/{number}"

    def mark(self, text: str) -> None:
        """Put a mark onto the record, behind every write that a flush has ended."""
        self._ask(_MESSAGE, struct.pack("=Q", 0) + f"mark {text}".encode() + b"\0")

    def _ask(self, number: int, body: bytes = b"", targets: int = 0) -> None:
        size = _HEAD.size + len(body)
        head = _HEAD.pack(4, 0, 0, size, _HEAD.size, targets, 0, 0, 0, 0, 0, self._name, b"")
        request = _WRITE_AND_READ | _HEAD.size << 16 | _DEVICE_MAPPER | number
        handle = os.open(_CONTROL, os.O_RDWR)
        try:
            fcntl.ioctl(handle, request, bytearray(head + body))
        finally:
            os.close(handle)
