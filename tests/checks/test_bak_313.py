"""BAK-313: what Timeshift wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"linux": FIELDS}


class TestTimeshift(LastWork):
    check, kind, os = "BAK-313", ToolKind.TIMESHIFT, "linux"
