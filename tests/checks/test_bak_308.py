"""BAK-308: what File History wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"windows": FIELDS}


class TestFileHistory(LastWork):
    check, kind, os = "BAK-308", ToolKind.FILE_HISTORY, "windows"
