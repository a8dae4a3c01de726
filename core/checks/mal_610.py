"""MAL-610: the event service of WMI runs nothing that nobody knows.

Rule: a filter with a consumer in WMI's own store runs a script or a command at an event, with the
rights of the system, after every restart, and stands in no list of programs. Windows brings one
that writes a log. A script is a fail, and so is a command that fetches its program or runs it from
a place to hide; another command is a warning, since a few tools of makers and managers use them.
A consumer without a filter does nothing and is told only; so is BVTConsumer, which old images of
Windows brought. `allowed` names those that the office knows. Only administrators may see any of
it. Source: MITRE ATT&CK T1546.003; Microsoft Learn, CommandLineEventConsumer.

Severity medium: most offices check without the rights for it, and would never be told anything
else than that something grave is unknown.
"""

from dataclasses import dataclass

from core.checks._saying import failed, not_known, passed, seen, warned, worst
from core.checks._starting import fetches
from core.checks._writable import Lies, lies
from core.model.facts import FactSet
from core.model.result import Depth, Evidence, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.wmi_consumers.facts import Consumer, ConsumerKind, WmiConsumersFacts

ID = "MAL-610"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (WmiConsumersFacts,)

_OF_OLD_IMAGES = ("BVTConsumer", "cscript KernCap.vbs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Names of consumers that the office knows and accepts."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every consumer; the worst one speaks."""
    found = facts.of(WmiConsumersFacts)
    evidence = seen(found, "consumers")
    if isinstance(found.consumers, Unknown):
        return not_known(found.consumers, evidence)
    acting = [each for each in found.consumers if not _is_idle(each, params)]
    quiet = tuple(each.name for each in found.consumers if each not in acting)
    rest = passed("told", evidence, names=quiet) if quiet else passed("none", evidence)
    return worst([*(_judge(found, each) for each in acting), rest])


def _is_idle(consumer: Consumer, params: Params) -> bool:
    """Say whether a consumer is known to do no harm: it writes a log, or nothing calls it."""
    of_old_images = (consumer.name, consumer.runs) == _OF_OLD_IMAGES
    known = of_old_images or consumer.name in params.allowed
    return known or consumer.kind is ConsumerKind.LOG or consumer.bound is False


def _judge(found: WmiConsumersFacts, consumer: Consumer) -> Judgement:
    evidence = (
        Evidence(
            what=f"consumers:{consumer.name}",
            value=consumer.runs,
            source=found.origin.source("consumers"),
            read_at=found.origin.at,
        ),
    )
    told = {"name": consumer.name, "text": consumer.runs}
    if consumer.kind is ConsumerKind.SCRIPT:
        return failed("script", evidence, **told)
    hiding = (lies(each, "windows") is Lies.HIDING for each in consumer.programs)
    if fetches(consumer.runs) or any(hiding):
        return failed("command", evidence, **told)
    return warned("command", evidence, **told)
