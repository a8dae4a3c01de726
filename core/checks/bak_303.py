"""BAK-303: one backup is kept apart from this machine.

Rule: what is always attached is encrypted together with the data. A place counts as apart when it
is pulled out now, or was found pulled out in the last weeks, or when the office names it as one
that keeps its own old states (a server with snapshots, tapes). A medium that can be pulled out and
was there at every look so far is a warning, as is a place on a disk or a network drive that stays
attached. A place that lies on a disk of this machine alone is a fail when no other is declared: no
part of the backup could outlast the machine. That disk stays inside while it is not mounted, and a
folder written where a medium should have been plugged in is inside too. Source: 3-2-1 as taught to
offices, offline copy.

Severity medium: it is the last defence and not the first.
"""

from dataclasses import dataclass

from core.checks._ages import past_age
from core.checks._places import declared, record_of
from core.checks._saying import failed, passed, seen_of, unclear, warned
from core.model.facts import FactSet
from core.model.history import HistoryFacts
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace, Medium, Presence
from core.probes.machine.facts import MachineFacts

ID = "BAK-303"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (BackupFacts, HistoryFacts, MachineFacts)

_STAYS = (Medium.FIXED, Medium.MEMORY)
_LEAVES = (Medium.REMOVABLE, Medium.NETWORK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A medium counts as apart for so many days after it was last found pulled out.

    `apart` names places that keep their own old states. `places` are all declared places.
    """

    apart_days: int = 31
    apart: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Look for one place that is kept apart; without one say why none is."""
    places = declared(facts)
    if isinstance(places, Judgement):
        return places
    backup = facts.of(BackupFacts)
    evidence = tuple(
        one
        for each in places
        for one in (
            *seen_of(backup, "places", each.place, each, "presence", "medium"),
            *_records(facts, each),
        )
    )
    for each in places:
        if _is_apart(facts, each, params):
            return passed("apart", evidence, place=each.place)
    return _judge_attached(facts, places, evidence)


def _records(facts: FactSet, place: BackupPlace) -> tuple[Evidence, ...]:
    record, history = record_of(facts, place.place), facts.of(HistoryFacts)
    if record is None:
        return ()
    return seen_of(history, "places", place.place, record, "seen_at", "absent_at", "lay_on")


def _lies_on(facts: FactSet, place: BackupPlace) -> str | Unknown:
    """Return what a place lies on; for one that is not there what it last did, empty for unseen."""
    if place.presence is Presence.PRESENT:
        return place.medium
    record = record_of(facts, place.place)
    return "" if record is None else record.lay_on


def _is_apart(facts: FactSet, place: BackupPlace, params: Params) -> bool:
    if place.place in params.apart:
        return True
    record = record_of(facts, place.place)
    if record is None or _lies_on(facts, place) not in _LEAVES:
        return False
    if place.presence is Presence.ABSENT:
        return True
    days = past_age(record.absent_at, facts.of(BackupFacts).origin.at) if record.absent_at else None
    return isinstance(days, int) and days <= params.apart_days


def _judge_attached(
    facts: FactSet, places: tuple[BackupPlace, ...], evidence: tuple[Evidence, ...]
) -> Judgement:
    """Say why no place counts as apart; a place that could not be looked at may be the one."""
    for each in places:
        for value in (each.presence, _lies_on(facts, each)):
            if isinstance(value, Unknown):
                return unclear("unreachable", value.code, evidence, place=each.place)
        if not _lies_on(facts, each):
            case = "absent_unseen" if record_of(facts, each.place) is None else "absent_kind"
            return unclear(case, UnknownCode.NOT_FOUND, evidence, place=each.place)
    pulled = next((each for each in places if _lies_on(facts, each) == Medium.REMOVABLE), None)
    if pulled is not None:
        if record_of(facts, pulled.place) is None:
            return unclear("first_look", UnknownCode.NOT_FOUND, evidence, place=pulled.place)
        return warned("plugged_in", evidence, place=pulled.place)
    if all(_lies_on(facts, each) in _STAYS for each in places):
        return failed("inside", evidence)
    return warned("attached", evidence, place=places[0].place)
