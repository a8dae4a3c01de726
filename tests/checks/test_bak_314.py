"""BAK-314: what Borg wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"linux": FIELDS}


class TestBorg(LastWork):
    check, kind, os = "BAK-314", ToolKind.BORG, "linux"
