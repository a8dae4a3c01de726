"""UPD-201: which updates wait, and how old that knowledge is.

Rule: a waiting security update is a fail, an ordinary or held one a warning. "None waits" is only
as good as the list it comes from: a list above the limits warns and fails. Source: the thresholds
of the shipped baseline, and TCVN 14423 levels 1-2 (patch at least monthly). There is no table of
Windows builds here: on Windows, too, the machine's own last search counts, with its age.

Severity high: attackers use published holes within days.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits, past_age
from core.checks._saying import edition, failed, not_known, passed, seen, unclear, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.updates.facts import UpdatesFacts

ID = "UPD-201"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (UpdatesFacts, MachineFacts)
PAGES = {"windows": "ms-settings:windowsupdate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the age of the knowledge about updates, in days."""

    warn_days: int = 7
    fail_days: int = 14


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what waits first, then how far the list may be trusted."""
    updates = facts.of(UpdatesFacts)
    return worst(
        [_judge_security(facts), _judge_list(updates, params)],
        [_judge_ordinary(facts)],
    )


def _judge_security(facts: FactSet) -> Judgement:
    updates = facts.of(UpdatesFacts)
    evidence = seen(updates, "security", "security_names", "asked_at")
    if isinstance(updates.security, Unknown):
        return _unread_security(facts, updates.security, evidence)
    if updates.security == 0:
        return _none_waits(updates, evidence)
    if isinstance(past_age(updates.asked_at, updates.origin.at), int):
        date = str(updates.asked_at)
        return failed("security", evidence, count=updates.security, date=date)
    return failed("security_undated", evidence, count=updates.security)


def _unread_security(facts: FactSet, unread: Unknown, evidence: tuple[Evidence, ...]) -> Judgement:
    """Say why security updates are not known; lists may be here and none of them of security."""
    linux, asked_at = facts.of(MachineFacts).os == "linux", facts.of(UpdatesFacts).asked_at
    has_lists = asked_at != "" and not isinstance(asked_at, Unknown)
    if linux and has_lists and unread.code is UnknownCode.NOT_FOUND:
        return unclear("no_security_list", UnknownCode.NOT_FOUND, evidence)
    return _unread(facts, unread, evidence)


def _unread(facts: FactSet, unread: Unknown, evidence: tuple[Evidence, ...]) -> Judgement:
    updates = facts.of(UpdatesFacts)
    service, windows = updates.service_off, facts.of(MachineFacts).os == "windows"
    if updates.asked_at == "":
        return unclear("never_asked", unread.code, evidence)
    if windows and not isinstance(service, Unknown) and service:
        evidence = (*evidence, *seen(updates, "service_off"))
        return unclear("service_off", UnknownCode.SERVICE_OFF, evidence)
    own = {UnknownCode.SERVICE_OFF: windows, UnknownCode.TIMED_OUT: windows}
    return not_known(unread, evidence, own=own, told=edition(facts))


def _none_waits(updates: UpdatesFacts, evidence: tuple[Evidence, ...]) -> Judgement:
    """Say that nothing waits; a list without a date proves nothing."""
    if updates.asked_at == "":
        return unclear("never_asked", UnknownCode.NOT_FOUND, evidence)
    days = past_age(updates.asked_at, updates.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    return passed("none", evidence, date=str(updates.asked_at))


def _judge_list(updates: UpdatesFacts, params: Params) -> Judgement:
    """Judge the age of the list; where none was ever fetched there is no age to judge."""
    days = past_age(updates.asked_at, updates.origin.at)
    if updates.asked_at == "" or isinstance(days, Unknown):
        return _none_waits(updates, seen(updates, "asked_at"))
    evidence = seen(updates, "asked_at", "server")
    if days > params.fail_days and updates.server and not isinstance(updates.server, Unknown):
        return failed("server_silent", evidence, days=days)
    if days > params.fail_days:
        return failed("stale", evidence, days=days, limit=params.fail_days)
    if days > params.warn_days:
        return warned("stale", evidence, days=days)
    return passed("none", evidence, date=str(updates.asked_at))


def _judge_ordinary(facts: FactSet) -> Judgement:
    updates = facts.of(UpdatesFacts)
    evidence = seen(updates, "ordinary", "held", "ordinary_names", "asked_at")
    known = [each for each in (updates.ordinary, updates.held) if not isinstance(each, Unknown)]
    unread = [each for each in (updates.ordinary, updates.held) if isinstance(each, Unknown)]
    if sum(known) > 0 and isinstance(past_age(updates.asked_at, updates.origin.at), int):
        return warned("some", evidence, count=sum(known), date=str(updates.asked_at))
    return _unread(facts, unread[0], evidence) if unread else _none_waits(updates, evidence)
