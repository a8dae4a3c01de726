"""BAK-316: what rsnapshot wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"linux": FIELDS}


class TestRsnapshot(LastWork):
    check, kind, os = "BAK-316", ToolKind.RSNAPSHOT, "linux"
