"""BAK-315: restic did its work lately, where somebody set it up.

Rule: restic, by the newest snapshot record that each account's client keeps a copy of; where all
were copied in one go their times tell nothing. Set up and never done is a fail, as is work too long
ago; a failure after the last success is a warning. Where it is not set up nothing is judged:
BAK-301 asks for a backup of any kind. No repository is opened and no passphrase asked for. Source:
the cache of restic, laid out as its design document says.

Severity medium: what lies in the backup place is judged by BAK-301.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits
from core.checks._tools import judge_tool
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.backup_tools.facts import BackupToolsFacts, ToolKind

ID = "BAK-315"
OS = ("linux",)
SEVERITY = Severity.MEDIUM
DEPTH = Depth.FULL
NEEDS = (BackupToolsFacts,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Params(AgeLimits):
    """Limits for the days since it last did its work."""

    warn_days: int = 7
    fail_days: int = 14


def judge(facts: FactSet, params: Params) -> Judgement:
    """Judge what it wrote down about its last work."""
    return judge_tool(facts, ToolKind.RESTIC, params)
