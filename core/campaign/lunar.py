"""The Vietnamese lunar calendar (UTC+7): the lunar day of a day, and how it is said."""

from dataclasses import dataclass
from datetime import date

from core.words import Words

FIRST_YEAR, LAST_YEAR = 1901, 2099
"""Years in which two libraries and an independent ephemeris agree on every day."""

_LAST_EARLY_DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarDay:
    """A day of the lunar calendar.

    `month` is 1 (Giêng) to 12 (Chạp), `leap` marks the second month of that number, `year_name`
    is the can chi name (`Đinh Mùi`), which changes at mùng 1 and not at 1 January.
    """

    day: int
    month: int
    leap: bool
    year_name: str


def lunar_day(day: date) -> LunarDay:
    """Return the lunar day of a day; ValueError outside FIRST_YEAR … LAST_YEAR."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"no lunar day for {day.isoformat()}")
    from lunar_vn import can_chi, solar_to_lunar

    here = solar_to_lunar(day)
    return LunarDay(
        day=here.day,
        month=here.month,
        leap=here.leap,
        year_name=can_chi.get_year_can_chi(here.year),
    )


def lunar_words(day: date, words: Words, *, with_year: bool = False) -> str:
    """Return a day in lunar words: `14 tháng Chạp`, `mùng 5 tháng Giêng năm Đinh Mùi`."""
    lunar = lunar_day(day)
    part = "early" if lunar.day <= _LAST_EARLY_DAY else "late"
    name = words.say(f"lunar.month.{lunar.month}")
    return words.say(
        "lunar.day_in_year" if with_year else "lunar.day",
        {"year": lunar.year_name} if with_year else {},
        part=words.say(f"lunar.part.{part}", number=str(lunar.day)),
        name=words.say("lunar.leap.leap" if lunar.leap else "lunar.leap.plain", name=name),
    )
