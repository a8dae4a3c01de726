"""UPD-209: how long ago updates were last installed.

Rule: a machine that installs nothing for weeks is behind, whatever it says of waiting updates: both
systems publish patches every month. Definitions of an antivirus do not count. Source: TCVN 14423
(patches at least once a month).
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import edition, failed, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.update_history.facts import UpdateHistoryFacts

ID = "UPD-209"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (UpdateHistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:windowsupdate-history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the last installation, in days."""

    warn_days: int = 45
    fail_days: int = 90


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the age of the last installation."""
    history = facts.of(UpdateHistoryFacts)
    evidence = seen(history, "installed_at")
    if isinstance(history.installed_at, Unknown):
        return not_known(history.installed_at, evidence, told=edition(facts))
    if not history.installed_at:
        return failed("never", evidence)
    days = past_age(history.installed_at, history.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    if days > params.fail_days:
        return failed("old", evidence, date=history.installed_at, days=days)
    if days > params.warn_days:
        return warned("old", evidence, date=history.installed_at, days=days)
    return passed("recent", evidence, date=history.installed_at)
