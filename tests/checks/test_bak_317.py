"""BAK-317: what Windows Server Backup wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"windows": FIELDS}


class TestServerBackup(LastWork):
    check, kind, os = "BAK-317", ToolKind.SERVER_BACKUP, "windows"
