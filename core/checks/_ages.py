"""Ages and limits in days, counted from the moment of reading and never from the present."""

from dataclasses import dataclass
from datetime import datetime

from core.model.moments import day_of, days_between, from_text
from core.model.unknown import Unknown, UnknownCode


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLimits:
    """Above how many days a check warns, and above how many it fails."""

    warn_days: int
    fail_days: int

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could ever warn."""
        if self.warn_days > self.fail_days:
            raise ValueError("warn_days > fail_days")


def moment(text: str | Unknown) -> datetime | Unknown:
    """Read ISO text; what is no moment is Unknown(malformed)."""
    if isinstance(text, Unknown):
        return text
    try:
        day_of(str(text))
        return from_text(str(text))
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"not a date: {text!s:.60}")


def age(text: str | Unknown, at: str) -> int | Unknown:
    """Count the calendar days of Vietnam from a date to `at`; negative for a date in the future."""
    for each in (text, at):
        read = moment(each)
        if isinstance(read, Unknown):
            return read
    return days_between(str(text), at)


def past_age(text: str | Unknown, at: str) -> int | Unknown:
    """Count like `age`; a date in the future is Unknown(malformed)."""
    days = age(text, at)
    if isinstance(days, int) and days < 0:
        return Unknown(UnknownCode.MALFORMED, f"in the future: {text}")
    return days
