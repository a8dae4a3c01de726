"""BAK-302: backups come in the rhythm that the office set itself.

Rule: in each place, from the first backup in the last weeks to now, no gap between two days with
new files may be longer than the rhythm and one day of grace; twice the rhythm is a fail. The days
are those on which files there were written, so they show what was done and not what was planned.
A place with fewer than two such days shows no rhythm yet. Source: dispatches before Tết ask for
daily and weekly backups; dates of files as for BAK-301.

Severity medium: the newest backup is what is restored, and BAK-301 judges that one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.checks._ages import moment
from core.checks._places import OWN, judge_places
from core.checks._saying import failed, not_known, passed, unclear, warned
from core.model.facts import FactSet
from core.model.moments import day_of
from core.model.result import Depth, Evidence, Judgement, Severity, Value
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace
from core.probes.machine.facts import MachineFacts

ID = "BAK-302"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (BackupFacts, MachineFacts)
PAGES = {"windows": "ms-settings:backup"}

_NAMES = ("days", "complete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A backup at least every so many days (1 daily, 7 weekly), looked at over so many weeks."""

    every_days: int = 7
    weeks: int = 6
    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the longest gap in every place; the worst one speaks."""
    at = facts.of(BackupFacts).origin.at

    def of_place(place: BackupPlace, evidence: tuple[Evidence, ...]) -> Judgement:
        return _judge_place(place, params, at, evidence)

    return judge_places(facts, _NAMES, of_place)


def _judge_place(
    place: BackupPlace, params: Params, at: str, evidence: tuple[Evidence, ...]
) -> Judgement:
    if place.complete is False:
        return unclear("timed_out", UnknownCode.TIMED_OUT, evidence, place=place.place)
    days = place.days if isinstance(place.days, tuple) else ()
    for each in (*days, at):
        if isinstance(read := moment(each), Unknown):
            return not_known(read, evidence, own=OWN)
    seen = _seen_days([day_of(each) for each in days], day_of(at), params)
    if len(seen) < 3:
        return unclear("too_few", UnknownCode.NOT_FOUND, evidence, place=place.place)
    gap = max((later - earlier).days for earlier, later in pairwise(seen))
    told: dict[str, Value] = {"place": place.place, "days": gap, "limit": params.every_days}
    if gap > 2 * params.every_days:
        return failed("gap", evidence, **told)
    if gap > params.every_days + 1:
        return warned("gap", evidence, **told)
    return passed("steady", evidence, **told)


def _seen_days(days: Sequence[date], today: date, params: Params) -> list[date]:
    """Return the days with new files in the last weeks, the one before them, and today."""
    begin = today - timedelta(weeks=params.weeks)
    ordered = sorted(each for each in set(days) if each <= today)
    before = [each for each in ordered if each < begin][-1:]
    return [*before, *(each for each in ordered if each >= begin), today]
