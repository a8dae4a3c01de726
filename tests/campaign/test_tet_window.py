"""The window of duty around Tết, in both calendars."""

from datetime import date, timedelta

import pytest

from core.campaign.lunar import FIRST_YEAR, LAST_YEAR, lunar_day
from core.campaign.tet_window import last_tet_window, next_tet_window, tet_window


def test_the_window_of_the_dispatch_of_2019() -> None:
    window = tet_window(2019)

    assert (window.first, window.last) == (date(2019, 2, 3), date(2019, 2, 9))
    assert window.year_name == "Kỷ Hợi"
    assert lunar_day(window.first).year_name == "Mậu Tuất"


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2022, "2022-01-31", "2022-02-05"),
        (2027, "2027-02-05", "2027-02-10"),
        (2030, "2030-02-01", "2030-02-06"),
        (2034, "2034-02-17", "2034-02-23"),
    ],
)
def test_windows_of_other_years(year: int, first: str, last: str) -> None:
    window = tet_window(year)

    assert (window.first.isoformat(), window.last.isoformat()) == (first, last)


def test_every_window_runs_from_29_chap_to_mung_5() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        window = tet_window(year)
        first, last = lunar_day(window.first), lunar_day(window.last)

        assert (first.day, first.month, first.leap) == (29, 12, False), year
        assert (last.day, last.month, last.year_name) == (5, 1, window.year_name), year


def test_the_next_window_is_the_one_that_goes_on() -> None:
    this = tet_window(2027)

    assert next_tet_window(date(2026, 11, 28)) == this
    assert next_tet_window(this.last) == this
    assert next_tet_window(this.last + timedelta(days=1)) == tet_window(2028)


@pytest.mark.parametrize(
    ("today", "year"),
    [("2027-02-04", 2026), ("2027-02-05", 2027), ("2027-02-12", 2027), ("2027-12-31", 2027)],
)
def test_the_window_that_began_last(today: str, year: int) -> None:
    assert last_tet_window(date.fromisoformat(today)).year == year
