"""The watch over the clock: whether the time an entry is stamped with can be right.

Order in the book is by number, so a wrong clock harms no order; it is marked, never refused.

A clock that was once set far ahead would leave every later entry `turned_back` until that day
comes. So when it has run on for a day of its own time since it was turned back, without going
back again, jumping, or standing before the release of this program, that is said once
(`settled`), and its times count again. The marks of that day and the drop of `latest` stay in the
book for whoever wants to judge it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.duty.clock import Instant
from core.model.duty import ClockFlag, Entry
from core.model.moments import from_text, to_text

TOLERANCE = timedelta(seconds=120)
"""How far the clock may stand before the latest time in the book without being remarked on."""

DRIFT = timedelta(minutes=5)
"""How far the wall clock may go otherwise than the steady one from one entry to the next."""

SETTLING = timedelta(days=1)

EVENT_AHEAD = timedelta(days=1)
EVENTS_SINCE = from_text("2020-01-01")

SINCE = "clock_since"
"""Under this name an entry written in doubt says since when the clock has run on as it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an entry says about its clock: a flag, the latest time so far, since when in doubt."""

    flag: ClockFlag
    latest: str
    since: str = ""


def watch(before: Entry | None, now: Instant, event: datetime, released: datetime) -> Reading:
    """Judge the clock by the entry before, the release of the program and the time of the event.

    An entry that could not be read says nothing.
    """
    written = to_text(now.wall)
    latest = "" if before is None else before.latest
    if before is not None and latest and now.wall < from_text(latest) - TOLERANCE:
        return _turned_back(before, now, released)
    flag = ClockFlag.NONE
    if now.wall < released:
        flag = ClockFlag.BEFORE_RELEASE
    elif before is not None and _has_drifted(before, now):
        flag = ClockFlag.DRIFTED
    elif event > now.wall + EVENT_AHEAD or event < EVENTS_SINCE:
        flag = ClockFlag.ODD_EVENT_TIME
    return Reading(flag=flag, latest=max(latest, written))


def _turned_back(before: Entry, now: Instant, released: datetime) -> Reading:
    written = to_text(now.wall)
    since = before.about.get(SINCE, "")
    runs_on = (
        since
        and now.wall >= from_text(before.written) - TOLERANCE
        and now.wall >= released
        and not _has_drifted(before, now)
    )
    if not runs_on:
        return Reading(flag=ClockFlag.TURNED_BACK, latest=before.latest, since=written)
    if now.wall - from_text(since) >= SETTLING:
        return Reading(flag=ClockFlag.SETTLED, latest=written)
    return Reading(flag=ClockFlag.TURNED_BACK, latest=before.latest, since=since)


def _has_drifted(before: Entry, now: Instant) -> bool:
    if before.boot_id != now.boot_id or not before.written:
        return False
    steady = timedelta(milliseconds=now.mono_ms - before.mono_ms)
    return abs(now.wall - from_text(before.written) - steady) > DRIFT
