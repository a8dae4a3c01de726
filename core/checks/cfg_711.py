"""CFG-711: only administrators install printer drivers.

Rule: drivers that anyone may install, or that install without a word, are a fail: both are set by
hand, against the default. Source: Microsoft KB5005010, CVE-2021-34527 (PrintNightmare).

Severity high: a driver runs with the rights of the system.
"""

from dataclasses import dataclass

from core.checks._saying import failed, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.windows_settings.facts import WindowsSettingsFacts

ID = "CFG-711"
OS = ("windows",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (WindowsSettingsFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Anyone installs drivers or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the two switches."""
    read = facts.of(WindowsSettingsFacts)
    return worst(
        [
            weighed(facts, read, "driver_installs", bool, failed, "anyone"),
            weighed(facts, read, "driver_warnings", bool, failed, "silent"),
        ]
    )
