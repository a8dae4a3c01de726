"""What people type into the book: text, a name, a time. Cleaned visibly, never silently."""

import re
import unicodedata
from datetime import datetime

from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, from_text
from core.model.new_entry import TEXT_LIMIT

NAME_LIMIT = 200

ABOUT_LIMIT = 2_000
"""Characters of one further text that an entry holds by name."""

_BEGUN = 30
"""Characters of a name that is too long, to know it again by."""
_YEARS = range(1900, 2200)
_KEPT = frozenset("\n\t")

_TIME = r"(?P<hour>\d{1,2})\s*(?::(?=\s*\d)|h|giờ)(?:\s*(?P<minute>\d{2})(?:\s*phút)?)?"
_DAY = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (_TIME, rf"{_DAY},?\s+{_TIME}", rf"{_TIME},?\s+(?:ngày\s+)?{_DAY}", _DAY)
)


def clean_text(typed: str) -> str:
    """Return a text as it is stored; KnownError when nothing is left or it is too long.

    It is brought to NFC. Control characters and halves of characters are written out (`[U+0007]`);
    direction marks stay, readers show them.
    """
    text = _visible(typed).strip()
    if not text:
        raise KnownError("text_empty", Exit.USAGE)
    if len(text) > TEXT_LIMIT:
        raise KnownError("text_too_long", Exit.USAGE, count=len(text), limit=TEXT_LIMIT)
    return text


def clean_name(typed: str, limit: int = NAME_LIMIT) -> str:
    """Return a name as it is stored, on one line; KnownError when it is too long."""
    name = " ".join(_visible(typed).split())
    if len(name) > limit:
        begun = f"{name[:_BEGUN]}…"
        raise KnownError("name_too_long", Exit.USAGE, text=begun, count=len(name), limit=limit)
    return name


def read_event_time(typed: str, now: datetime) -> datetime:
    """Return the moment that was typed, to the minute in Vietnam unless it says otherwise.

    ISO, `15:10` (today), `15h`, `15:10 07/02/2027`, `15 giờ 10 ngày 07/02/2027`,
    `07/02/2027 15h10`, a day alone for its midnight. KnownError when it is none of these or no
    such moment exists.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).casefold().split())
    try:
        moment = _spoken(text, now) or from_text(text.upper())
        if moment.year not in _YEARS:
            raise ValueError(f"year {moment.year}")
    except (ValueError, OverflowError) as error:
        raise KnownError("event_time", Exit.USAGE, str(error), text=typed) from error
    return moment


def _spoken(text: str, now: datetime) -> datetime | None:
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = {name: int(number) for name, number in found.groupdict().items() if number}
    today = now.astimezone(VIETNAM)
    return datetime(
        parts.get("year", today.year),
        parts.get("month", today.month),
        parts.get("day", today.day),
        parts.get("hour", 0),
        parts.get("minute", 0),
        tzinfo=VIETNAM,
    )


def _visible(typed: str) -> str:
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n")
    return "".join(
        f"[U+{ord(mark):04X}]"
        if mark not in _KEPT and unicodedata.category(mark) in ("Cc", "Cs")
        else mark
        for mark in text
    )
