"""UPD-210: updates that do not get installed.

Rule: on Windows the last try of an update failed; on Linux an interrupted installation left a
package half done, after which apt refuses further work. One failed try may mend itself, so it
warns; several do not. Source: the update agent's result codes; dpkg(1), package states.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.update_history.facts import UpdateHistoryFacts

ID = "UPD-210"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (UpdateHistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:windowsupdate-history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Up to so many failed updates warn; more fail."""

    most: int = 2


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the updates that are stuck."""
    history, machine = facts.of(UpdateHistoryFacts), facts.of(MachineFacts)
    stuck, evidence = history.stuck, seen(history, "stuck")
    if isinstance(stuck, Unknown):
        return not_known(stuck, evidence, told=edition(facts))
    if not stuck:
        return passed("none", evidence)
    if machine.os == "linux":
        return failed("half_done", evidence, count=len(stuck), names=stuck)
    say = warned if len(stuck) <= params.most else failed
    return say("stuck", evidence, count=len(stuck), names=stuck)
