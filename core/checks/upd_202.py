"""UPD-202: the machine updates itself.

Rule: updates install by themselves, on the machine's own or the office's schedule. Only announcing
them is a warning; switched off, a needed service disabled, or a pause beyond the limit is a fail.
Source: TCVN 14423 levels 1-2 (patch at least monthly), hence 30 days for a pause.

Severity medium: nothing is open yet that UPD-201 would not show.
"""

from dataclasses import dataclass

from core.checks._ages import age, moment
from core.checks._saying import (
    edition,
    failed,
    is_windows,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.machine.facts import MachineFacts
from core.probes.update_policy.facts import UpdateMode, UpdatePolicyFacts

ID = "UPD-202"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (UpdatePolicyFacts, MachineFacts)
PAGES = {"windows": "ms-settings:windowsupdate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """For how many days updates may be paused at most."""

    pause_days: int = 30


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge mode, services and pause; the worst speaks."""
    return worst([_judge_mode(facts), _judge_services(facts), _judge_pause(facts, params)])


def _judge_services(facts: FactSet) -> Judgement:
    policy = facts.of(UpdatePolicyFacts)
    disabled, evidence = policy.disabled_services, seen(policy, "disabled_services")
    if isinstance(disabled, Unknown):
        return _unread(facts, disabled, "disabled_services")
    if disabled:
        return failed("service_disabled", evidence, service=", ".join(disabled))
    return passed("on", evidence)


def _judge_mode(facts: FactSet) -> Judgement:
    policy = facts.of(UpdatePolicyFacts)
    mode, server, evidence = policy.mode, policy.server, seen(policy, "mode", "server")
    if isinstance(mode, Unknown):
        return _unread(facts, mode, "mode")
    if mode is UpdateMode.OFF:
        return failed("off", evidence)
    if mode is UpdateMode.NOTIFY:
        return warned("notify", evidence)
    if server and not isinstance(server, Unknown):
        return passed("managed", evidence, server=server)
    return passed("on", evidence)


def _judge_pause(facts: FactSet, params: Params) -> Judgement:
    policy = facts.of(UpdatePolicyFacts)
    until, at, evidence = policy.paused_until, policy.origin.at, seen(policy, "paused_until")
    if until == "":
        return _judge_mode(facts)
    end, now = moment(until), moment(at)
    days = age(at, until) if isinstance(until, str) else until
    if isinstance(until, Unknown) and until.code is not UnknownCode.MALFORMED:
        return _unread(facts, until, "paused_until")
    if isinstance(end, Unknown) or isinstance(now, Unknown) or isinstance(days, Unknown):
        return unclear("bad_date", UnknownCode.MALFORMED, evidence)
    if end <= now:
        return _judge_mode(facts)
    if days > params.pause_days:
        return failed("paused_long", evidence, date=str(until), limit=params.pause_days)
    return warned("paused", evidence, date=str(until))


def _unread(facts: FactSet, unread: Unknown, name: str) -> Judgement:
    """Say what was not read; the check's own sentence speaks of a Windows without its parts."""
    own = {UnknownCode.NOT_SUPPORTED: is_windows(facts)}
    evidence = seen(facts.of(UpdatePolicyFacts), name)
    return not_known(unread, evidence, own=own, told=edition(facts))
