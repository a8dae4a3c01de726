"""A real house with a clock that the test sets, and its incidents."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from clocks import SetClock

from core.duty.clock import Instant
from core.house import House, host_command
from core.incident.port import Incidents

FOUND = "2027-02-07T07:20:40Z"
"""14:20:40 on the second day of Tết 2027 in Vietnam."""


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that stands at FOUND."""
    wall = datetime.fromisoformat(FOUND).astimezone(UTC)
    return SetClock(Instant(wall=wall, tz="+07:00", mono_ms=5000, boot_id="b" * 32))


@pytest.fixture
def new_house(tmp_path: Path, clock: SetClock) -> Iterator[Callable[[str], House]]:
    """Return what opens a house of one office by the name of its machine."""
    houses: list[House] = []

    def furnish(name: str) -> House:
        house = House(tmp_path / name, "vi", host_command())
        house.clock = clock
        office = replace(
            house.settings.read(),
            unit="UBND xã Phú Mẫu",
            keeper="Nguyễn Thị Mẫu",
            asset_tag=name,
            first_run_done=True,
        )
        house.settings.change(office)
        houses.append(house)
        return house

    yield furnish
    for house in houses:
        house.close()


@pytest.fixture
def house(new_house: Callable[[str], House]) -> House:
    """Open the house of one machine."""
    return new_house("PHUMAU-TC-01")


@pytest.fixture
def incidents(house: House) -> Incidents:
    """Give the incidents of that house."""
    return house.incidents
