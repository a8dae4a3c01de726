"""CFG-701: administrators are asked before a program gets full rights (UAC).

Rule: UAC off, or a consent that is never asked for, is a fail; asking on the ordinary desktop, or
full rights for local administrators from afar, is a warning. Source: Microsoft (User Account
Control settings and their defaults).

Severity high: without it every program that an administrator starts owns the machine.
"""

from dataclasses import dataclass
from operator import not_

from core.checks._saying import failed, warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.windows_settings.facts import WindowsSettingsFacts

ID = "CFG-701"
OS = ("windows",)
SEVERITY = Severity.HIGH
DEPTH = Depth.QUICK
NEEDS = (WindowsSettingsFacts, MachineFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Windows asks or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the four settings; one that is off outweighs one that is loose."""
    read = facts.of(WindowsSettingsFacts)
    return worst(
        [
            weighed(facts, read, "uac", not_, failed, "off"),
            weighed(facts, read, "consent", lambda asked: asked == 0, failed, "silent"),
        ],
        [
            weighed(facts, read, "secure_desktop", not_, warned, "open_desktop"),
            weighed(facts, read, "remote_admins", bool, warned, "remote"),
        ],
    )
