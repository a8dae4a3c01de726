"""MAL-607: a stick that is plugged in carries no signs of a worm.

Rule: worms on USB sticks hide the folders of their victim and put links or programs of the same
names in their places, name programs with two endings, start by an autorun file, or lie in a bin or
in a folder whose name cannot be seen. Each is a fail. A script at the top of a stick is a warning:
some are meant. Looked at are the top folders alone, and no file is opened but autorun.inf; where
something there cannot be looked into, the stick is not known to be clean. Source:
MITRE ATT&CK T1091, and vendors' descriptions of Gamarue, Jenxcus, Dinihou and Raspberry Robin.

Severity high: one double click carries it to this machine, and from there to the next stick.
"""

from dataclasses import dataclass

from core.checks._saying import (
    failed,
    not_applicable,
    not_known,
    passed,
    seen,
    unclear,
    warned,
    worst,
)
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.sticks.facts import Stick, SticksFacts, TraceKind

ID = "MAL-607"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (SticksFacts,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """There is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every medium that is there; the worst one speaks."""
    found = facts.of(SticksFacts)
    sticks, evidence = found.sticks, seen(found, "sticks")
    if isinstance(sticks, Unknown):
        return not_known(sticks, evidence)
    if not sticks:
        return not_applicable("none", evidence)
    names = tuple(each.root for each in sticks)
    return worst([passed("none", evidence, names=names), *(_judge(found, each) for each in sticks)])


def _judge(found: SticksFacts, stick: Stick) -> Judgement:
    traces = stick.traces
    if isinstance(traces, Unknown):
        return unclear("unreachable", traces.code, seen(found, "sticks"), place=stick.root)
    at, source = found.origin.at, stick.root or "sticks"
    evidence = tuple(
        Evidence(what=each.kind, value=each.name, source=source, read_at=at) for each in traces
    )
    if stick.unseen:
        evidence += (Evidence(what="unseen", value=stick.unseen, source=source, read_at=at),)
    grave = tuple(each.name for each in traces if each.kind is not TraceKind.SCRIPT)
    if grave:
        return failed("signs", evidence, place=stick.root, names=grave)
    if stick.unseen:
        return unclear(
            "unseen", UnknownCode.UNREADABLE, evidence, place=stick.root, names=stick.unseen
        )
    if traces:
        return warned("scripts", evidence, place=stick.root, names=tuple(e.name for e in traces))
    return passed("none", evidence, names=(stick.root,))
