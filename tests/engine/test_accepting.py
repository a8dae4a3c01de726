"""Accepting a risk: only with a person, a reason and a day that has not passed."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.house import House
from core.model.errors import KnownError
from core.model.moments import VIETNAM
from core.model.run import Waiver


def days_on(days: int) -> str:
    """Return the day so many days from today in Vietnam."""
    return (datetime.now(VIETNAM).date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("who", "why", "days", "key"),
    [
        ("", "Chờ thay máy", 30, "waiver_incomplete"),
        ("   ", "Chờ thay máy", 30, "waiver_incomplete"),
        ("Bà Hạnh", " ", 30, "waiver_incomplete"),
        ("Bà Hạnh", "Chờ thay máy", -2, "waiver_past"),
    ],
)
def test_a_risk_is_accepted_by_nobody_for_nothing_or_for_yesterday(
    tmp_path: Path, who: str, why: str, days: int, key: str
) -> None:
    house = House.open(tmp_path / "home", "vi")
    with pytest.raises(KnownError, match=key):
        house.waivers.accept(Waiver(check="AV-101", who=who, why=why, until=days_on(days)))
    assert house.waivers.active() == ()
    house.close()


def test_a_risk_that_is_accepted_runs_until_it_is_withdrawn(tmp_path: Path) -> None:
    house = House.open(tmp_path / "home", "vi")
    waiver = Waiver(check="AV-101", who="Bà Hạnh", why="Chờ thay máy", until=days_on(30))
    house.waivers.accept(waiver)
    assert house.waivers.active() == (waiver,)
    house.waivers.withdraw("AV-101")
    assert house.waivers.active() == ()
    house.close()
