"""MAL-601: what starts when somebody signs in lies where programs live.

Rule: a program that starts from a folder for temporary files, a shared or a hidden folder, or a
call that fetches its program from elsewhere, is a fail. One that lies among a person's documents,
or that others may change, is a warning. On Windows Run keys, startup folders, Active Setup and
classes in place of the machine's own are read, on Linux autostart files and user units; what
belongs to accounts that this one may not read is named. Source: osquery startup_items, MITRE
ATT&CK T1547, T1546.015.

Severity high: this is how most malware comes back after a restart.
"""

from dataclasses import dataclass

from core.checks._saying import is_windows
from core.checks._starting import judge_entries
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.machine.facts import MachineFacts
from core.probes.startup.facts import StartupFacts

ID = "MAL-601"
OS = ("windows", "linux")
SEVERITY = Severity.HIGH
DEPTH = Depth.FULL
NEEDS = (StartupFacts, MachineFacts)
PAGES = {"windows": "ms-settings:startupapps"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """A program lies in a good place or it does not: there is nothing to set."""


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge every entry; the worst one speaks."""
    more = ("elsewhere",) if is_windows(facts) else ()
    return judge_entries(facts, "at_sign_in", *more)
