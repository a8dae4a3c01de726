"""NET-511: web traffic takes no unknown detour.

Rule: a proxy or a script that chooses one, other than those in `allowed`, is a warning: it may be
the office's, an antivirus product's, or a thief's who reads along. Source: WinINET and pam_env
settings; MITRE ATT&CK T1090.

Severity medium: everything typed into web pages goes through it.
"""

from dataclasses import dataclass

from core.checks._saying import is_windows, warned, worst
from core.checks._weighing import weighed
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.name_resolution.facts import NameResolutionFacts

ID = "NET-511"
OS = ("windows", "linux")
SEVERITY = Severity.MEDIUM
DEPTH = Depth.QUICK
NEEDS = (NameResolutionFacts, MachineFacts)
PAGES = {"windows": "ms-settings:network-proxy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Proxies and scripts that the office itself has set up, as they are written."""

    allowed: tuple[str, ...] = ()


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge the proxy, on Windows the script too."""
    read = facts.of(NameResolutionFacts)
    allowed = ("", *params.allowed)
    fields = ("proxy", "proxy_script") if is_windows(facts) else ("proxy",)
    return worst(
        weighed(
            facts,
            read,
            field,
            lambda told: told not in allowed,
            warned,
            field,
            name=str(getattr(read, field)),
        )
        for field in fields
    )
