"""SYS-801: the clock is plausible, in the time zone of Vietnam, and sets itself.

Rule: a clock cannot honestly be before the release of the program that reads it or the day of a
data pack it uses, nor before files that the system itself has written; each is a fail. Another time
zone, no synchronising, or a time before the newest entry of the duty book is a warning. A clock
that runs ahead shows itself only there, when it is put right. A machine that could synchronise but
has not yet is no worse: offices work without a network. Source: records kept by this program, and
files of the system.

Severity medium: a wrong clock spoils dates and limits, but opens no door.
"""

from dataclasses import dataclass
from datetime import datetime

from core.checks._ages import moment
from core.checks._saying import (
    edition,
    failed,
    is_windows,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.history import HistoryFacts
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.clock.facts import ClockFacts
from core.probes.machine.facts import MachineFacts

ID = "SYS-801"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (ClockFacts, HistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:dateandtime"}

_VIETNAM = 420  # minutes ahead of UTC, all year
_OWN = {UnknownCode.SERVICE_OFF: False}
"""The check's own sentence speaks of the time service only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How many minutes the clock may be behind what it is compared with."""

    drift_minutes: int = 5


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the time by what it cannot be before, then zone and synchronising."""
    clock = facts.of(ClockFacts)
    now = moment(clock.now)
    if isinstance(now, Unknown):
        return not_known(now, seen(clock, "now"), own=_OWN, told=edition(facts))
    return worst(
        [
            _judge_release(facts, now),
            _judge_packs(facts, now),
            _judge_files(facts, now, params),
        ],
        [_judge_book(facts, now, params), _judge_zone(facts), _judge_synchronising(facts)],
    )


def _judge_release(facts: FactSet, now: datetime) -> Judgement:
    clock, history = facts.of(ClockFacts), facts.of(HistoryFacts)
    evidence = (*seen(clock, "now"), *seen(history, "release_day"))
    release = moment(history.release_day)
    if isinstance(release, Unknown):
        return not_known(release, evidence, own=_OWN, told=edition(facts))
    if now < release:
        dates = {"date": str(clock.now), "release_date": str(history.release_day)}
        return failed("too_early", evidence, **dates)
    return passed("sane", evidence)


def _judge_packs(facts: FactSet, now: datetime) -> Judgement:
    """Compare with the newest data pack, by which ages would be counted too short otherwise."""
    clock, history = facts.of(ClockFacts), facts.of(HistoryFacts)
    day, evidence = moment(history.pack_day), seen(history, "pack_day")
    if isinstance(day, Unknown):
        return passed("sane", ())
    if now < day:
        dates = {"date": str(clock.now), "pack_date": str(history.pack_day)}
        return failed("before_pack", (*seen(clock, "now"), *evidence), **dates)
    return passed("sane", evidence)


def _judge_files(facts: FactSet, now: datetime, params: Params) -> Judgement:
    clock = facts.of(ClockFacts)
    evidence = seen(clock, "now", "newest_file_at", "newest_file")
    newest, name = moment(clock.newest_file_at), clock.newest_file
    if isinstance(newest, Unknown):
        return unclear("no_reference", newest.code, evidence)
    behind = _minutes(now, newest)
    if behind > params.drift_minutes:
        source = clock.origin.source("newest_file_at") if isinstance(name, Unknown) else name
        return failed("drift", evidence, minutes=behind, source=source)
    return passed("sane", evidence)


def _judge_book(facts: FactSet, now: datetime, params: Params) -> Judgement:
    """Compare with the duty book; without an entry there is nothing to compare with."""
    history = facts.of(HistoryFacts)
    last, evidence = moment(history.last_entry_at), seen(history, "last_entry_at")
    if isinstance(last, Unknown):
        return passed("sane", ())
    behind = _minutes(now, last)
    if behind > params.drift_minutes:
        return warned("turned_back", evidence, minutes=behind)
    return passed("sane", evidence)


def _judge_zone(facts: FactSet) -> Judgement:
    clock = facts.of(ClockFacts)
    offset, zone, evidence = clock.offset_minutes, clock.zone, seen(clock, "offset_minutes", "zone")
    if isinstance(offset, Unknown):
        return not_known(offset, evidence, own=_OWN, told=edition(facts))
    if offset == _VIETNAM:
        return passed("sane", evidence)
    hours, minutes = divmod(abs(offset), 60)
    name = f"UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
    return warned("zone", evidence, zone=name if isinstance(zone, Unknown) or not zone else zone)


def _judge_synchronising(facts: FactSet) -> Judgement:
    """Judge whether something sets the clock; a service that is silent may only seem to."""
    clock = facts.of(ClockFacts)
    service, own = clock.service_off, clock.synchronises
    evidence = seen(clock, "synchronises", "synchronised", "service_off")
    if own is False:
        return warned("no_sync", evidence)
    if isinstance(service, str) and service:
        case = "service_off" if is_windows(facts) else "time_service_off"
        return unclear(case, UnknownCode.SERVICE_OFF, evidence, service=service)
    for each in (own, service):
        if isinstance(each, Unknown):
            return not_known(each, evidence, own=_OWN, told=edition(facts))
    return passed("sane", evidence)


def _minutes(earlier: datetime, later: datetime) -> int:
    return int((later - earlier).total_seconds() // 60)
