"""What several checks say alike about a declared backup place that could not be measured."""

from collections.abc import Callable

from core.checks._saying import edition, not_known, seen, seen_of, unclear, worst
from core.model.facts import FactSet
from core.model.history import HistoryFacts, PlaceSeen
from core.model.result import Evidence, Judgement
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import BackupFacts, BackupPlace, Presence

OWN = {UnknownCode.NOT_DECLARED: True, UnknownCode.TIMED_OUT: False}
"""The reasons for which these checks have a sentence of their own."""

Judge = Callable[[BackupPlace, tuple[Evidence, ...]], Judgement]


def judge_places(facts: FactSet, names: tuple[str, ...], judge: Judge) -> Judgement:
    """Judge every declared place that is there by `judge`; the worst one speaks.

    `names` are the fields that go with it as evidence. A place that is not plugged in, or that
    could not be walked to its end, is unknown.
    """
    found = declared(facts)
    if isinstance(found, Judgement):
        return found
    return worst(_judge_place(facts, each, names, judge) for each in found)


def declared(facts: FactSet) -> tuple[BackupPlace, ...] | Judgement:
    """Return the declared places, or the judgement that there is none to judge."""
    backup = facts.of(BackupFacts)
    places, evidence = backup.places, seen(backup, "places")
    if isinstance(places, Unknown):
        return not_known(places, evidence, own=OWN, told=edition(facts))
    if not places:
        return unclear("not_declared", UnknownCode.NOT_DECLARED, evidence)
    return places


def record_of(facts: FactSet, place: str) -> PlaceSeen | None:
    """Return what the program's own records tell of a place, None for nothing."""
    records = facts.of(HistoryFacts).places
    if isinstance(records, Unknown):
        return None
    return next((each for each in records if each.place == place), None)


def _judge_place(
    facts: FactSet, place: BackupPlace, names: tuple[str, ...], judge: Judge
) -> Judgement:
    backup = facts.of(BackupFacts)
    evidence = seen_of(backup, "places", place.place, place, "presence", *names)
    if isinstance(place.presence, Unknown):
        return unclear("unreachable", place.presence.code, evidence, place=place.place)
    if place.presence is Presence.ABSENT:
        return unclear("absent", UnknownCode.NOT_FOUND, evidence, place=place.place)
    for name in names:
        value = getattr(place, name)
        if isinstance(value, Unknown):
            return unclear("unreachable", value.code, evidence, place=place.place)
    return judge(place, evidence)
