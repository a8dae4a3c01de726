"""What several checks say alike about a declared backup place that could not be measured."""

from collections.abc import Callable

from core.checks._saying import edition, not_applicable, not_known, seen, seen_of, unclear, worst
from core.model.facts import FactSet
from core.model.history import HistoryFacts, PlaceSeen
from core.model.result import Evidence, Judgement
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup.facts import BackupFacts, BackupPlace, Presence

OWN = {UnknownCode.TIMED_OUT: False}
"""The reasons for which these checks have a sentence of their own."""

Judge = Callable[[BackupPlace, tuple[Evidence, ...]], Judgement]


def judge_places(facts: FactSet, names: tuple[str, ...], judge: Judge) -> Judgement:
    """Judge every declared place that is there by `judge`; the worst one speaks.

    `names` are the fields that go with it as evidence. A medium that is pulled out is where it
    belongs: it is judged when it is there, and until then BAK-301 alone asks for it.
    """
    found = declared(facts)
    if isinstance(found, Judgement):
        return found
    there = [each for each in found if each.presence is not Presence.ABSENT]
    if not there:
        evidence = seen(facts.of(BackupFacts), "places")
        return not_applicable("absent", evidence, place=found[0].place)
    return worst(_judge_place(facts, each, names, judge) for each in there)


def declared(facts: FactSet) -> tuple[BackupPlace, ...] | Judgement:
    """Return the declared places, or that there is none to judge, which BAK-301 speaks of."""
    backup = facts.of(BackupFacts)
    places, evidence = backup.places, seen(backup, "places")
    if isinstance(places, Unknown) and places.code is not UnknownCode.NOT_DECLARED:
        return not_known(places, evidence, own=OWN, told=edition(facts))
    if isinstance(places, Unknown) or not places:
        return not_applicable("not_declared", evidence)
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
    for name in names:
        value = getattr(place, name)
        if isinstance(value, Unknown):
            return unclear("unreachable", value.code, evidence, place=place.place)
    return judge(place, evidence)
