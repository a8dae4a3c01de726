"""BAK-306: there is room left for the next backup.

Rule: backups stop without a word when their volume is full. Judged is the share that is free, and
an absolute least that fits one more set of office documents; what lies in memory alone is no backup
and a fail. Source: the least shares that backup programs themselves warn at.

Severity medium: the next backup fails, the ones before stay.
"""

from dataclasses import dataclass

from core.checks._places import judge_places
from core.checks._saying import failed, passed, unclear, warned
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity, Value
from core.model.unknown import UnknownCode
from core.probes.ask import Ask
from core.probes.backup.facts import BackupFacts, BackupPlace, Medium
from core.probes.machine.facts import MachineFacts

ID = "BAK-306"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (BackupFacts, MachineFacts)
PAGES = {"windows": "ms-settings:storagesense"}

_NAMES = ("free", "total", "medium")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn below a share (in per cent) of free room, fail below a smaller one or so many MB."""

    warn_percent: int = 10
    fail_percent: int = 3
    fail_megabytes: int = 500
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could ever warn."""
        if self.fail_percent > self.warn_percent:
            raise ValueError("fail_percent > warn_percent")


def ask(params: Params) -> Ask:
    """Return the places to be measured."""
    return Ask(places=params.places)


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the room at every place; the fullest speaks."""

    def of_place(place: BackupPlace, evidence: tuple[Evidence, ...]) -> Judgement:
        total, free = place.total, place.free
        if place.medium is Medium.MEMORY:
            return failed("memory", evidence, place=place.place)
        if not isinstance(total, int) or not isinstance(free, int) or total <= 0 or free > total:
            return unclear("unreachable", UnknownCode.MALFORMED, evidence, place=place.place)
        percent = free * 100 // total
        told: dict[str, Value] = {
            "place": place.place,
            "percent": percent,
            "gigabytes": free // 1024,
        }
        if percent < params.fail_percent or free < params.fail_megabytes:
            return failed("full", evidence, **told)
        if percent < params.warn_percent:
            return warned("filling", evidence, **told)
        return passed("room", evidence, **told)

    return judge_places(facts, _NAMES, of_place)
