"""Notices: what is worth interrupting somebody for after the daily check, and nothing else.

A running incident with its deadline, a shift that begins within a day, an old backup. Each can also
be seen in the window.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from core.model.incident import Deadline, Incident, Tone
from core.model.moments import from_text, to_text
from core.model.result import Result
from core.model.roster import PlannedShift
from core.model.run import Run
from core.words import Words, say_finding

AHEAD = timedelta(hours=24)
"""How long before its beginning a shift is told of."""

_BACKUP = "BAK-301"
_OPEN = (Result.WARN, Result.FAIL)
_PENDING = (Tone.RUNNING, Tone.SOON, Tone.OVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Ways to what notices are about."""

    running: Callable[[], Iterable[tuple[Incident, tuple[Deadline, ...]]]]
    planned: Callable[[str, str], Iterable[PlannedShift]]
    name_of: Callable[[int], str]


def notices(run: Run, sources: Sources, words: Words, now: str) -> tuple[str, ...]:
    """Return what to tell after a run, the most pressing first."""
    return (
        *_incidents(sources, words, now),
        *_shifts(sources, words, now),
        *_backups(run, words, now),
    )


def _incidents(sources: Sources, words: Words, now: str) -> Iterable[str]:
    for incident, clocks in sources.running():
        pending = [each for each in clocks if each.tone in _PENDING]
        if not pending:
            yield words.say("notice.incident", {"code": incident.code}, now=now)
            continue
        next_due = min(pending, key=lambda each: each.left)
        key = "over" if next_due.tone is Tone.OVER else "due"
        yield words.say(
            f"notice.incident_{key}", {"code": incident.code, "due": next_due.due}, now=now
        )


def _shifts(sources: Sources, words: Words, now: str) -> Iterable[str]:
    """Tell of the next time at which somebody begins, and of all who begin then."""
    until = to_text(from_text(now) + AHEAD)
    begun = from_text(now)
    planned = sources.planned(now, until)
    coming = [each for each in planned if from_text(each.starts) >= begun]
    if not coming:
        return
    first = min(each.starts for each in coming)
    people = [number for each in coming if each.starts == first for number in each.people]
    names = tuple(dict.fromkeys(sources.name_of(each) for each in people))
    key = "shift" if names else "shift_open"
    yield words.say(
        f"notice.{key}", {"time": first, "date": first, "name": words.listed(names)}, now=now
    )


def _backups(run: Run, words: Words, now: str) -> Iterable[str]:
    for finding in run.findings:
        if finding.check == _BACKUP and finding.result in _OPEN:
            yield say_finding(words, finding, now)
