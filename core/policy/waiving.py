"""Waivers: whether an accepted risk is still accepted on a day."""

from collections.abc import Iterable
from datetime import date

from core.model.moments import day_of
from core.model.run import Waiver


def still_runs(waiver: Waiver, now: str) -> bool:
    """Say whether a waiver runs on the Vietnam day of `now` (ISO); its last day is included.

    A waiver always ends: one whose end is no date never runs.
    """
    try:
        return day_of(now) <= date.fromisoformat(waiver.until)
    except ValueError:
        return False


def waiver_for(check: str, waivers: Iterable[Waiver], now: str) -> Waiver | None:
    """Return the waiver that accepts a check's finding now, the one that runs longest."""
    running = [each for each in waivers if each.check == check and still_runs(each, now)]
    return max(running, key=lambda each: each.until, default=None)
