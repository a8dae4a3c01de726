"""SYS-808: the system keeps records of what happens.

Rule: after an incident the records are all there is. They have to outlive a restart, something has
to write them, and they need room for some weeks. Source: TCVN 14423 (logs are kept), Microsoft's
default of 20 MB for each log.
"""

from dataclasses import dataclass

from core.checks._saying import (
    edition,
    failed,
    is_windows,
    not_applicable,
    not_known,
    passed,
    seen,
    warned,
)
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown
from core.probes.machine.facts import MachineFacts
from core.probes.records.facts import RecordsFacts

ID = "SYS-808"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (RecordsFacts, MachineFacts)

_MEGA = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Warn when a log of Windows has room for fewer megabytes."""

    megabytes: int = 16


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge that records are written, kept, and have room."""
    records, machine = facts.of(RecordsFacts), facts.of(MachineFacts)
    evidence = seen(records, "running", "kept", "smallest")
    if isinstance(machine.container, str) and machine.container:
        return not_applicable("container", seen(machine, "container"))
    if records.running is False:
        return failed("stopped", evidence)
    if records.kept == ():
        return failed("lost", evidence)
    for unread in (records.running, records.kept):
        if isinstance(unread, Unknown):
            return not_known(unread, evidence, told=edition(facts))
    if not is_windows(facts):
        return passed("kept", evidence)
    if isinstance(records.smallest, Unknown):
        return not_known(records.smallest, evidence, told=edition(facts))
    megabytes = records.smallest // _MEGA
    if megabytes < params.megabytes:
        return warned("small", evidence, megabytes=megabytes)
    return passed("kept", evidence)
