"""How checks of an event log look back: over how many days, and how far the log reaches."""

from collections.abc import Iterable

from core.checks._ages import age
from core.checks._saying import not_known, passed
from core.model.result import Evidence, Judgement
from core.model.unknown import Unknown, UnknownCode, first_unknown

LONGEST = 30
"""Days that the readers look back."""


_OWN = {UnknownCode.SERVICE_OFF: True}
"""A log that is off is no service: each check says so in its own words."""


def unread(why: Unknown, evidence: Iterable[Evidence]) -> Judgement:
    """Return that a log could not be read."""
    return not_known(why, evidence, own=_OWN)


def undated(moments: Iterable[str], now: str) -> Unknown | None:
    """Return why one of some moments is none, None where all can be placed in time."""
    return first_unknown(*(age(each, now) for each in moments))


def within(at: str, now: str, days: int) -> bool:
    """Say whether something happened within so many days, or is dated in the future."""
    past = age(at, now)
    return not isinstance(past, Unknown) and past <= days


def nothing_since(
    since: str | Unknown, now: str, days: int, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Return that nothing was written within so many days, or since the log begins.

    Where it is not known how far the log reaches back, nothing is known.
    """
    past = age(since, now)
    if isinstance(past, Unknown):
        return unread(past, evidence)
    if past < days:
        return passed("none_since", evidence, date=str(since))
    return passed("none", evidence, days=days)


def refuse_longer(days: int) -> None:
    """Refuse a limit that reaches further back than anybody looks."""
    if days > LONGEST:
        raise ValueError(f"days > {LONGEST}")
