"""Waivers: the days on which an accepted risk is accepted."""

import pytest

from core.model.run import Waiver
from core.policy.waiving import still_runs, waiver_for


def waiver(until: str, check: str = "AV-101", who: str = "Lãnh đạo trực") -> Waiver:
    return Waiver(check=check, who=who, why="Máy chờ thay", until=until)


@pytest.mark.parametrize(
    ("until", "now", "runs"),
    [
        ("2027-02-05", "2027-02-04T10:00:00Z", True),
        ("2027-02-05", "2027-02-05T16:59:59Z", True),
        ("2027-02-05", "2027-02-05T17:00:00Z", False),
        ("2027-02-05", "2027-02-05T23:59:00+07:00", True),
        ("2027-02-05", "2027-02-06", False),
        ("", "2027-02-05", False),
        ("forever", "2027-02-05", False),
        ("2027-02-05", "now", False),
    ],
)
def test_the_last_day_in_vietnam_is_included(until, now, runs):
    assert still_runs(waiver(until), now) is runs


def test_the_waiver_that_runs_longest_is_told():
    waivers = (
        waiver("2027-02-01"),
        waiver("2027-03-01", who="Chánh văn phòng"),
        waiver("2027-04-01", check="UPD-201"),
        waiver("2027-01-01"),
    )

    found = waiver_for("AV-101", waivers, "2027-01-20")
    assert found is not None
    assert found.who == "Chánh văn phòng"
    assert waiver_for("AV-101", waivers, "2027-03-02") is None
    assert waiver_for("NET-501", waivers, "2027-01-20") is None
