"""Moments and days. Times travel as ISO 8601 text in UTC; days are days of Vietnam (UTC+7)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07:00")
"""Vietnam keeps UTC+7 all year; no time zone database is needed."""

_TYPED = ("%Y-%m-%d", "%d/%m/%Y")


def to_text(moment: datetime) -> str:
    """Write an aware moment as `2027-01-05T02:00:00Z`; parts of a second are cut off."""
    # Not strftime: Linux writes the year 900 in three digits, which nothing reads back.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def from_text(text: str) -> datetime:
    """Read an ISO moment; a date alone means its midnight in Vietnam. Raise ValueError if wrong."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    return moment


def is_moment(text: str) -> bool:
    """Say whether a text is a moment that can be written in UTC and told as a day of Vietnam."""
    try:
        day_of(to_text(from_text(text)))
    except (ValueError, OverflowError):
        # At both ends of the calendar a moment of one zone is none in another.
        return False
    return True


def is_day(text: str) -> bool:
    """Say whether a text is a day as days are stored and compared, such as `2027-01-05`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def day_of(text: str) -> date:
    """Return the calendar day in Vietnam of an ISO moment or date."""
    return from_text(text).astimezone(VIETNAM).date()


def typed_day(text: str) -> date:
    """Read a day as people type it, `15/02/2027` or `2027-02-15`. Raise ValueError if wrong."""
    for form in _TYPED:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).date()
    raise ValueError(text)


def days_between(earlier: str, later: str) -> int:
    """Count calendar days of Vietnam from one moment to another; negative when reversed."""
    return (day_of(later) - day_of(earlier)).days
