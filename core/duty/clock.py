"""The clocks an entry is stamped with: the wall clock, which people set, and a steady one."""

import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """One reading of the clocks.

    `wall` is aware, `tz` the machine's offset (`+07:00`). `mono_ms` counts milliseconds and never
    goes back as long as `boot_id` is the same.
    """

    wall: datetime
    tz: str
    mono_ms: int
    boot_id: str


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> Instant:
        """Read the clocks."""
        ...


class MachineClock:
    """The clocks of this machine.

    Where the system gives its start no id, as on Windows, every start of the program counts as
    one: its steady clock is then compared within the program's life only.
    """

    def __init__(self) -> None:
        """Find out which start of the machine this is."""
        try:
            self._boot_id = _BOOT_ID.read_text().strip().replace("-", "")
        except OSError:
            self._boot_id = os.urandom(16).hex()

    def now(self) -> Instant:
        """Read the clocks."""
        local = datetime.now().astimezone()
        return Instant(
            wall=local.astimezone(UTC),
            tz=local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:5],
            mono_ms=_steady_ns() // 1_000_000,
            boot_id=self._boot_id,
        )


if sys.platform == "linux":

    def _steady_ns() -> int:
        """Return the time since the machine's start, also while it was asleep."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

else:

    def _steady_ns() -> int:
        """Return a time that goes on steadily; on Windows also while the machine was asleep."""
        return time.monotonic_ns()
