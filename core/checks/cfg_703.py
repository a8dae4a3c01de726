"""CFG-703: a stick that is put in starts nothing and offers nothing.

Rule: people for whom its contents are opened, started or offered are a warning. Source: TCVN 14423
levels 1-2 (autorun of USB off); Windows offers it by default.

Severity low: the worms of sticks need one more click today, but offices still click.
"""

from dataclasses import dataclass

from core.checks._saying import not_applicable, seen, warned
from core.checks._weighing import named
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.removable_media.facts import RemovableMediaFacts

ID = "CFG-703"
OS = ("windows", "linux")
SEVERITY = Severity.LOW
DEPTH = Depth.QUICK
NEEDS = (RemovableMediaFacts, MachineFacts)
PAGES = {"windows": "ms-settings:autoplay"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Contents are offered or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge for whom contents are offered."""
    read = facts.of(RemovableMediaFacts)
    if read.desktop == "":
        return not_applicable("no_desktop", seen(read, "desktop"))
    return named(facts, read, "offers", warned, "offers")
