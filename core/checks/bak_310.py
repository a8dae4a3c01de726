"""BAK-310: Windows can go back to an earlier state of itself.

Rule: restore points lie on the same disk and ransomware deletes them, so they are no backup and a
pass says so. A disabled service for shadow copies is a warning: ransomware and trimmed copies of
Windows switch it off, and backup programs need it. Source: Microsoft Learn, Volume Shadow Copy
Service; MITRE ATT&CK T1490.

Severity low.
"""

from dataclasses import dataclass

from core.checks._saying import not_applicable, not_known, passed, seen, warned
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupToolsFacts

ID = "BAK-310"
OS = ("windows",)
SEVERITY = Severity.LOW
DEPTH = Depth.FULL
NEEDS = (BackupToolsFacts,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """There is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the service first: without it there are no restore points either."""
    found = facts.of(BackupToolsFacts)
    off, points = found.shadows_off, found.restore_points
    evidence = seen(found, "shadows_off", "restore_points")
    if off is True:
        return warned("service_off", evidence)
    if isinstance(off, Unknown):
        return not_known(off, evidence)
    if isinstance(points, Unknown):
        if points.code is UnknownCode.NOT_SUPPORTED:
            return not_applicable("server", evidence)
        return not_known(points, evidence)
    return passed("on", evidence) if points else warned("off", evidence)
