"""The lunar calendar agrees with the published Vietnamese one, not with the Chinese one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.campaign.lunar import FIRST_YEAR, LAST_YEAR, lunar_day, lunar_words
from core.words import Words

TET = [
    (2019, "Kỷ Hợi", "2019-02-05", 30),
    (2020, "Canh Tý", "2020-01-25", 30),
    (2021, "Tân Sửu", "2021-02-12", 30),
    (2022, "Nhâm Dần", "2022-02-01", 29),
    (2023, "Quý Mão", "2023-01-22", 30),
    (2024, "Giáp Thìn", "2024-02-10", 30),
    (2025, "Ất Tỵ", "2025-01-29", 29),
    (2026, "Bính Ngọ", "2026-02-17", 29),
    (2027, "Đinh Mùi", "2027-02-06", 29),
    (2028, "Mậu Thân", "2028-01-26", 29),
    (2029, "Kỷ Dậu", "2029-02-13", 29),
    (2030, "Canh Tuất", "2030-02-02", 29),
    (2031, "Tân Hợi", "2031-01-23", 29),
    (2032, "Nhâm Tý", "2032-02-11", 29),
    (2033, "Quý Sửu", "2033-01-31", 30),
    (2034, "Giáp Dần", "2034-02-19", 30),
    (2035, "Ất Mão", "2035-02-08", 30),
]


@pytest.mark.parametrize(("year", "name", "first", "chap"), TET)
def test_tet_falls_on_the_vietnamese_day(year: int, name: str, first: str, chap: int) -> None:
    tet = date.fromisoformat(first)
    assert tet.year == year

    assert lunar_day(tet).day == 1
    assert lunar_day(tet).month == 1
    assert lunar_day(tet).year_name == name

    eve = lunar_day(tet - timedelta(days=1))
    assert (eve.day, eve.month) == (chap, 12)
    assert eve.year_name != name, "the year changes at mùng 1"


@pytest.mark.parametrize(
    ("day", "year", "vi", "en"),
    [
        ("2019-02-03", True, "29 tháng Chạp năm Mậu Tuất", "29 Chạp (lunar year Mậu Tuất)"),
        ("2019-02-09", True, "mùng 5 tháng Giêng năm Kỷ Hợi", "5 Giêng (lunar year Kỷ Hợi)"),
        ("2019-02-08", False, "mùng 4 tháng Giêng", "4 Giêng"),
        ("2027-01-21", False, "14 tháng Chạp", "14 Chạp"),
        ("2027-02-05", False, "29 tháng Chạp", "29 Chạp"),
        ("2025-07-25", False, "mùng 1 tháng Sáu nhuận", "1 leap Sáu"),
        ("2026-12-19", False, "11 tháng Mười một", "11 Mười một"),
    ],
)
def test_a_day_is_said_in_both_languages(day: str, year: bool, vi: str, en: str) -> None:
    solar = date.fromisoformat(day)

    assert lunar_words(solar, Words("vi"), with_year=year) == vi
    assert lunar_words(solar, Words("en"), with_year=year) == en


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 30)))
def test_each_day_follows_the_one_before(day: date) -> None:
    here, after = lunar_day(day), lunar_day(day + timedelta(days=1))

    if after.day == 1:
        assert here.day in (29, 30)
    else:
        assert (after.day, after.month, after.leap) == (here.day + 1, here.month, here.leap)


@pytest.mark.parametrize("year", [1900, 2100])
def test_a_day_outside_the_proven_years_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="no lunar day"):
        lunar_day(date(year, 6, 1))
