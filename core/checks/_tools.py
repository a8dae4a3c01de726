"""How a backup program is judged by what it wrote down about its own last work."""

from core.checks._ages import AgeLimits, moment, past_age
from core.checks._saying import (
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    seen_of,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Evidence, Judgement
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupTool, BackupToolsFacts, ToolKind

_NOT_TOLD = (UnknownCode.NOT_SUPPORTED, UnknownCode.NOT_FOUND)


def judge_tool(facts: FactSet, kind: ToolKind, limits: AgeLimits) -> Judgement:
    """Judge every program of one kind that is set up here; the worst one speaks."""
    found = facts.of(BackupToolsFacts)
    tools, evidence = found.tools, seen(found, "tools")
    if isinstance(tools, Unknown):
        return not_known(tools, evidence)
    own = [each for each in tools if each.kind is kind]
    if not own:
        return not_applicable("not_set_up", evidence)
    return worst(_judge(facts, each, limits) for each in own)


def _judge(facts: FactSet, tool: BackupTool, limits: AgeLimits) -> Judgement:
    found = facts.of(BackupToolsFacts)
    evidence = seen_of(found, "tools", tool.name, tool, "succeeded_at", "failed_at", "homes")
    at = tool.succeeded_at
    if isinstance(at, Unknown):
        if at.code is UnknownCode.NOT_FOUND:
            return unclear("away", at.code, evidence, name=tool.name)
        return not_known(at, evidence)
    if not at:
        return failed("never", evidence, name=tool.name)
    days = past_age(at, found.origin.at)
    if isinstance(days, Unknown):
        return not_known(days, evidence)
    if days > limits.fail_days:
        return failed("old", evidence, name=tool.name, days=days, limit=limits.fail_days)
    return _judge_fresh(tool, days, limits, evidence)


def _judge_fresh(
    tool: BackupTool, days: int, limits: AgeLimits, evidence: tuple[Evidence, ...]
) -> Judgement:
    """Judge what can at worst warn about a program that did its work lately."""
    at, wrong, name = str(tool.succeeded_at), tool.failed_at, tool.name
    if days > limits.warn_days:
        return warned("aging", evidence, name=name, days=days, limit=limits.fail_days)
    if isinstance(wrong, str) and wrong:
        later, last = moment(wrong), moment(at)
        if isinstance(later, Unknown):
            return not_known(later, evidence)
        if not isinstance(last, Unknown) and later > last:
            return warned("failed_since", evidence, name=name, date=wrong)
    if tool.homes is False:
        return warned("no_homes", evidence, name=name)
    for unread in (wrong, tool.homes):
        if isinstance(unread, Unknown) and unread.code not in _NOT_TOLD:
            return not_known(unread, evidence)
    return passed("fresh", evidence, name=name, ago=at, date=at)
