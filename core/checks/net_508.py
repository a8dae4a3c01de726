"""NET-508: shared folders are not open to everybody.

Rule: a share that anybody may take over is a fail, one that anybody may change a warning; reading
passes. Rights on the files themselves may be narrower; they are not asked for. Source: TCVN 14423
levels 1-2 (rights by need), exports(5), smb.conf(5).

Severity medium: ransomware encrypts every share that it may write.
"""

from dataclasses import dataclass

from core.checks._saying import edition, failed, not_known, passed, seen, seen_of, warned, worst
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.sharing.facts import OpenShare, SharingFacts

ID = "NET-508"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (SharingFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A share is open to everybody or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every share; the worst one speaks."""
    read = facts.of(SharingFacts)
    evidence = seen(read, "shares")
    if isinstance(read.shares, Unknown):
        return not_known(read.shares, evidence, told=edition(facts))
    if not read.shares:
        return passed("none", evidence)
    return worst(_judge_share(facts, each) for each in read.shares)


def _judge_share(facts: FactSet, share: OpenShare) -> Judgement:
    evidence = seen_of(facts.of(SharingFacts), "shares", share.name, share, "everyone", "path")
    if isinstance(share.everyone, Unknown):
        return not_known(share.everyone, evidence, told=edition(facts))
    if share.everyone == "full":
        return failed("full", evidence, name=share.name)
    if share.everyone == "change":
        return warned("change", evidence, name=share.name)
    return passed("good", evidence)
