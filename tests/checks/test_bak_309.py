"""BAK-309: what Windows Backup wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"windows": FIELDS}


class TestWindowsBackup(LastWork):
    check, kind, os = "BAK-309", ToolKind.WINDOWS_BACKUP, "windows"
