"""The days of duty around Tết: from 29 Chạp, be it the eve or the day before, to mùng 5."""

from datetime import date, timedelta

from core.campaign.lunar import lunar_day
from core.model.roster import TetWindow

_EARLIEST = (1, 20)
_SEARCHED = 35
_DAYS_AFTER = 4
_FIRST_OF_CHAP = 29


def tet_window(year: int) -> TetWindow:
    """Return the window of the Tết that falls in a year; ValueError outside the known years."""
    first = date(year, *_EARLIEST)
    days = (first + timedelta(days=each) for each in range(_SEARCHED))
    tet = next(day for day in days if (it := lunar_day(day)).day == 1 and it.month == 1)
    eve = lunar_day(tet - timedelta(days=1))
    return TetWindow(
        first=tet - timedelta(days=eve.day - _FIRST_OF_CHAP + 1),
        last=tet + timedelta(days=_DAYS_AFTER),
        year=year,
        year_name=lunar_day(tet).year_name,
    )


def last_tet_window(today: date) -> TetWindow:
    """Return the window that is going on, or else the one before."""
    this = tet_window(today.year)
    return this if this.first <= today else tet_window(today.year - 1)


def next_tet_window(today: date) -> TetWindow:
    """Return the window that is going on, or else the next one."""
    this = tet_window(today.year)
    return this if this.last >= today else tet_window(today.year + 1)
