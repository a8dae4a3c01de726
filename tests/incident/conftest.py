"""A real house with a clock that the test sets, and its incidents."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clocks import SetClock
from offices import furnish, set_clock

from core.house import House
from core.incident.port import Incidents


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that stands at 14:20:40 on the second day of Tết 2027."""
    return set_clock()


@pytest.fixture
def new_house(tmp_path: Path, clock: SetClock) -> Iterator[Callable[[str], House]]:
    """Return what opens a house of one office by the name of its machine."""
    houses: list[House] = []

    def open_house(name: str) -> House:
        houses.append(furnish(tmp_path / name, clock))
        return houses[-1]

    yield open_house
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
