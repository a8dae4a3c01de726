"""BAK-317: Windows Server Backup (wbadmin) did its work lately, where somebody set it up.

Rule: Windows Server Backup, also the system image that `wbadmin` makes on other editions. Its log
names each backup that finished and each that did not. Set up and never done is a fail, as is work
too long ago; a failure after the last success is a warning. Where its log is empty nothing is
judged: BAK-301 asks for a backup of any kind. No repository is opened and no passphrase asked for.
Source: Microsoft Learn, Backup Operation Status: event 4 of Microsoft-Windows-Backup for a success,
5, 8, 9, 17, 19, 49, 50, 517, 521, 546 and 561 for a failure.

Severity medium: what lies in the backup place is judged by BAK-301.
"""

from dataclasses import dataclass

from core.checks._ages import AgeLimits
from core.checks._tools import judge_tool
from core.model.facts import FactSet
from core.model.result import Depth, Judgement, Severity
from core.probes.backup_tools.facts import BackupToolsFacts, ToolKind

ID = "BAK-317"
OS = ("windows",)
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
    return judge_tool(facts, ToolKind.SERVER_BACKUP, params)
