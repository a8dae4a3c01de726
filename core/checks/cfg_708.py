"""CFG-708: passwords in the memory of Windows are hard to steal.

Rule: passwords kept in plain text (WDigest), old LAN Manager forms kept, or strangers who count as
everyone, are a fail; an unprotected LSA, answers below NTLM version 2, or strangers who may list
accounts, are a warning. Source: Microsoft's security baseline; the values of HardeningKitty.

Severity medium: it counts once somebody is in, and decides how far they get.
"""

from dataclasses import dataclass
from operator import not_

from core.checks._saying import failed, warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.windows_settings.facts import WindowsSettingsFacts

ID = "CFG-708"
OS = ("windows",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (WindowsSettingsFacts, MachineFacts)

_NTLM_2 = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The settings are right or not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what gives passwords away before what only lacks protection."""
    read = facts.of(WindowsSettingsFacts)
    return worst(
        [
            weighed(facts, read, "clear_passwords", bool, failed, "clear"),
            weighed(facts, read, "weak_hashes", bool, failed, "weak"),
            weighed(facts, read, "anonymous_everyone", bool, failed, "strangers"),
        ],
        [
            weighed(facts, read, "ntlm_level", lambda level: level < _NTLM_2, warned, "ntlm"),
            weighed(facts, read, "anonymous_lists", bool, warned, "lists"),
            weighed(facts, read, "lsa_protected", not_, warned, "unprotected"),
        ],
    )
