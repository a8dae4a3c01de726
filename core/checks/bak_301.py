"""BAK-301: how old the newest good file in each declared backup place is.

Rule: every declared place is a promise, so the worst place speaks. The age is that of real files:
files dated in the future and empty files do not count, a damaged newest archive is no backup, and a
copy on the disk of the data is lost with it, one in memory with the next start. A medium that is
not plugged in cannot be measured: unknown with the day it was last seen, and a fail when that is
longer ago than the limit. Source: the thresholds of the shipped baseline.

Severity high: without a backup one dead disk or one encrypted folder is the end of the data.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, moment, past_age
from core.checks._saying import (
    edition,
    failed,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.history import HistoryFacts
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode, first_unknown
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace, Medium, Presence
from core.probes.machine.facts import MachineFacts

ID = "BAK-301"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (BackupFacts, HistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:backup"}

_OWN = {UnknownCode.NOT_DECLARED: True, UnknownCode.TIMED_OUT: False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the newest backup in days, and the places to measure."""

    warn_days: int = 7
    fail_days: int = 14
    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every declared place; the worst one speaks."""
    backup = facts.of(BackupFacts)
    places, evidence = backup.places, seen(backup, "places")
    if isinstance(places, Unknown):
        return not_known(places, evidence, own=_OWN, told=edition(facts))
    if not places:
        return unclear("not_declared", UnknownCode.NOT_DECLARED, evidence)
    return worst(_judge_place(facts, each, params) for each in places)


def _judge_place(facts: FactSet, place: BackupPlace, params: Params) -> Judgement:
    backup = facts.of(BackupFacts)
    evidence = seen_of(backup, "places", place.place, place, "presence")
    if isinstance(place.presence, Unknown):
        return _out_of_reach(place, place.presence, evidence)
    if place.presence is Presence.ABSENT:
        return _judge_absent(facts, place, params, evidence)
    names = ("files", "empty_files", "newest", "newest_at", "damaged", "future_at", "same_disk")
    evidence = (*evidence, *seen_of(backup, "places", place.place, place, *names, "complete"))
    if place.medium is Medium.MEMORY:
        lost = seen_of(backup, "places", place.place, place, "medium")
        return failed("memory", (*evidence, *lost), place=place.place)
    contents = _judge_contents(place, params, backup.origin.at, evidence)
    return worst([contents, _judge_disk(place, contents)], [_judge_dates(place, contents)])


def _judge_contents(
    place: BackupPlace, params: Params, at: str, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Judge the newest file; what was not walked to the end may hold a newer one."""
    unread = first_unknown(place.complete, place.files, place.damaged, place.newest_at)
    if unread is not None:
        return _out_of_reach(place, unread, evidence)
    if place.complete is False:
        return unclear("timed_out", UnknownCode.TIMED_OUT, evidence, place=place.place)
    if place.files == 0:
        return failed("empty", evidence, place=place.place)
    if place.damaged:
        return failed("damaged", evidence, file=str(place.damaged))
    if place.newest_at == "" and isinstance(future := place.future_at, str) and future:
        return _only_future(place, future, evidence)
    return _judge_age(place, params, at, evidence)


def _judge_age(
    place: BackupPlace, params: Params, at: str, evidence: tuple[Evidence, ...]
) -> Judgement:
    days, name = past_age(place.newest_at, at), place.place
    if isinstance(days, Unknown):
        return not_known(days, evidence, own=_OWN)
    if days > params.fail_days:
        return failed("old", evidence, place=name, days=days, limit=params.fail_days)
    if days > params.warn_days:
        return warned("aging", evidence, place=name, days=days, limit=params.fail_days)
    date = str(place.newest_at)
    return passed("fresh", evidence, place=name, ago=date, date=date)


def _judge_disk(place: BackupPlace, contents: Judgement) -> Judgement:
    if isinstance(place.same_disk, Unknown):
        return not_known(place.same_disk, contents.evidence, own=_OWN)
    return failed("same_disk", contents.evidence) if place.same_disk else contents


def _judge_dates(place: BackupPlace, contents: Judgement) -> Judgement:
    future = place.future_at
    if isinstance(future, Unknown):
        return not_known(future, contents.evidence, own=_OWN)
    if not future:
        return contents
    if isinstance(read := moment(future), Unknown):
        return not_known(read, contents.evidence, own=_OWN)
    return warned("future", contents.evidence, place=place.place, date=future)


def _only_future(place: BackupPlace, future: str, evidence: tuple[Evidence, ...]) -> Judgement:
    if isinstance(read := moment(future), Unknown):
        return not_known(read, evidence, own=_OWN)
    malformed = UnknownCode.MALFORMED
    return unclear("only_future", malformed, evidence, place=place.place, date=future)


def _out_of_reach(place: BackupPlace, unread: Unknown, evidence: tuple[Evidence, ...]) -> Judgement:
    case = "timed_out" if unread.code is UnknownCode.TIMED_OUT else "unreachable"
    return unclear(case, unread.code, evidence, place=place.place)


def _judge_absent(
    facts: FactSet, place: BackupPlace, params: Params, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Judge a medium that is not plugged in by the program's own records of it."""
    history, name = facts.of(HistoryFacts), place.place
    records = () if isinstance(history.places, Unknown) else history.places
    record = next((each for each in records if each.place == name), None)
    if record is None:
        return unclear("absent_unseen", UnknownCode.NOT_FOUND, evidence, place=name)
    evidence = (*evidence, *seen_of(history, "places", name, record, "seen_at", "newest_at"))
    days, seen_at = past_age(record.seen_at, facts.of(BackupFacts).origin.at), record.seen_at
    if isinstance(days, Unknown):
        return not_known(days, evidence, own=_OWN)
    if days > params.fail_days:
        return failed("absent_long", evidence, place=name, days=days, limit=params.fail_days)
    return unclear("absent", UnknownCode.NOT_FOUND, evidence, place=name, ago=seen_at)
