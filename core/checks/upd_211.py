"""UPD-211: the office's own update server answers.

Rule: where updates come from a server of the office, a machine that has not found it for two weeks
gets none at all, and says that nothing waits. Without such a server there is nothing to judge but
that. Source: `WUServer`, `UseWUServer`; the package lists of apt.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.updates.facts import UpdatesFacts

ID = "UPD-211"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (UpdatesFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for how long the server has been silent, in days."""

    warn_days: int = 7
    fail_days: int = 14


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge how long ago the office's server last answered."""
    updates = facts.of(UpdatesFacts)
    server, evidence = updates.server, seen(updates, "server", "asked_at")
    if isinstance(server, Unknown):
        return not_known(server, evidence, told=edition(facts))
    if not server:
        return passed("direct", evidence)
    if isinstance(updates.asked_at, Unknown):
        return not_known(updates.asked_at, evidence, told=edition(facts))
    if not updates.asked_at:
        return failed("never", evidence, server=server)
    days = past_age(updates.asked_at, updates.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    if days > params.fail_days:
        return failed("silent", evidence, server=server, days=days)
    if days > params.warn_days:
        return warned("silent", evidence, server=server, days=days)
    return passed("answers", evidence, server=server, ago=updates.asked_at)
