"""UPD-203: no installed update waits for a restart.

Rule: the system's own sign counts, on Linux also a kernel older than the newest installed one. It
waits since the day the system tells, or since this program first saw it. Long uptime without such
a sign is a warning. In a container the host restarts. Source: TCVN 14423 levels 1-2 (patch at
least monthly), hence 30 days of uptime.

Severity medium: the patch is here, and one restart closes the hole.
"""

from dataclasses import dataclass

from core.checks._ages import past_age
from core.checks._saying import (
    edition,
    failed,
    is_windows,
    not_applicable,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.history import HistoryFacts
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.restart.facts import RestartFacts

ID = "UPD-203"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (RestartFacts, HistoryFacts, MachineFacts)
PAGES = {"windows": "ms-settings:windowsupdate"}

_NO_SIGN = frozenset((UnknownCode.NOT_SUPPORTED, UnknownCode.NOT_FOUND))


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """After how many days a pending restart fails, and how many days of uptime warn."""

    pending_days: int = 7
    uptime_days: int = 30


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the signs of a pending restart, then the time since the last start."""
    restart = facts.of(RestartFacts)
    container, evidence = restart.container, seen(restart, "container")
    if container and not isinstance(container, Unknown):
        return not_applicable("container", evidence)
    kernel = _judge_kernel(facts)
    if restart.pending is True or kernel.message.key == "warn.kernel":
        return _judge_waiting(facts, params, kernel)
    mild = [kernel, _judge_uptime(facts, params)]
    if isinstance(container, Unknown):
        mild.append(not_known(container, evidence, told=edition(facts)))
    return worst([_judge_sign(facts)], mild)


def _judge_sign(facts: FactSet) -> Judgement:
    restart = facts.of(RestartFacts)
    pending, evidence = restart.pending, seen(restart, "pending")
    if not isinstance(pending, Unknown):
        return passed("none", evidence)
    return _no_sign(facts, pending, evidence)


def _no_sign(facts: FactSet, unread: Unknown, evidence: tuple[Evidence, ...]) -> Judgement:
    if unread.code in _NO_SIGN:
        return unclear("no_sign", unread.code, evidence)
    return not_known(unread, evidence, told=edition(facts))


def _judge_kernel(facts: FactSet) -> Judgement:
    """Compare the running kernel with the newest installed one; Windows has none to compare."""
    restart = facts.of(RestartFacts)
    running, installed = restart.kernel_running, restart.kernel_installed
    if is_windows(facts):
        return passed("none", ())
    evidence = seen(restart, "kernel_running", "kernel_installed")
    for each in (running, installed):
        if isinstance(each, Unknown):
            return _no_sign(facts, each, evidence)
    if running != installed:
        return warned("kernel", evidence, running=str(running), installed=str(installed))
    return passed("none", evidence)


def _judge_waiting(facts: FactSet, params: Params, kernel: Judgement) -> Judgement:
    """Judge a restart that is needed by how long it has been; it cannot be longer than uptime."""
    restart, history = facts.of(RestartFacts), facts.of(HistoryFacts)
    at, since = restart.origin.at, restart.pending_since
    evidence = seen(restart, "pending", "pending_since", "packages", "booted_at")
    ages = [past_age(each, at) for each in (since, history.restart_since) if each]
    waited = [days for days in ages if isinstance(days, int)]
    if waited and max(waited) > params.pending_days:
        evidence = (*evidence, *seen(history, "restart_since"))
        return failed("pending_long", evidence, days=max(waited), limit=params.pending_days)
    uptime = past_age(restart.booted_at, at)
    short = isinstance(uptime, int) and uptime <= params.pending_days
    if isinstance(since, Unknown) and not short:
        return worst([not_known(since, evidence, told=edition(facts)), kernel])
    return worst([warned("pending", evidence)] if restart.pending is True else [kernel])


def _judge_uptime(facts: FactSet, params: Params) -> Judgement:
    restart = facts.of(RestartFacts)
    days, evidence = past_age(restart.booted_at, restart.origin.at), seen(restart, "booted_at")
    if isinstance(days, Unknown):
        return not_known(days, evidence, told=edition(facts))
    if days > params.uptime_days:
        return warned("uptime", evidence, days=days, limit=params.uptime_days)
    return passed("none", evidence)
