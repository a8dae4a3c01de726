"""A real house of an invented office, with a clock that the test sets."""

from datetime import UTC, datetime
from pathlib import Path

from clocks import SetClock

from core.duty.clock import Instant
from core.house import House, host_command

FOUND = "2027-02-07T07:20:40Z"
"""14:20:40 on the second day of Tết 2027 in Vietnam."""


def set_clock(at: str = FOUND) -> SetClock:
    """Return a clock that stands at a moment (ISO)."""
    wall = datetime.fromisoformat(at).astimezone(UTC)
    return SetClock(Instant(wall=wall, tz="+07:00", mono_ms=5000, boot_id="b" * 32))


def furnish(home: Path, clock: SetClock) -> House:
    """Open the house of a machine named like its home."""
    house = House(home, "vi", host_command())
    house.clock = clock
    house.settings.change(
        house.settings.read()._replace(
            unit="UBND xã Phú Mẫu",
            keeper="Nguyễn Thị Mẫu",
            asset_tag=home.name,
            first_run_done=True,
        )
    )
    return house
