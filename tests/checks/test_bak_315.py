"""BAK-315: what restic wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"linux": FIELDS}


class TestRestic(LastWork):
    check, kind, os = "BAK-315", ToolKind.RESTIC, "linux"
