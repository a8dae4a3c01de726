"""BAK-305: more than one generation of the backup is kept.

Rule: the days on which files in a place were written are its generations. With one alone, a file
that was damaged or encrypted yesterday has already replaced the good one. A place without any data
file is a fail. Source: the practice of keeping several generations, 3-2-1.

Severity low: one fresh copy is still a copy.
"""

from dataclasses import dataclass

from core.checks._places import judge_places
from core.checks._saying import failed, passed, unclear, warned
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity, Value
from core.model.unknown import UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace
from core.probes.machine.facts import MachineFacts

ID = "BAK-305"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (BackupFacts, MachineFacts)

_NAMES = ("files", "days", "complete")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Keep at least so many generations."""

    fewest: int = 2
    places: tuple[str, ...] = ()


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Count the generations in every place; the poorest speaks."""

    def of_place(place: BackupPlace, evidence: tuple[Evidence, ...]) -> Judgement:
        count = len(place.days) if isinstance(place.days, tuple) else 0
        told: dict[str, Value] = {"place": place.place, "count": count, "limit": params.fewest}
        if count >= params.fewest:
            return passed("several", evidence, **told)
        if place.complete is False:
            return unclear("timed_out", UnknownCode.TIMED_OUT, evidence, place=place.place)
        if place.files == 0:
            return failed("empty", evidence, place=place.place)
        return warned("few", evidence, **told)

    return judge_places(facts, _NAMES, of_place)
