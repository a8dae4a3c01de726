"""BAK-312: what Déjà Dup wrote down about its own last work."""

from checks.shared.last_work import FIELDS, LastWork

from core.probes.backup_tools.facts import ToolKind

SPARED = {"linux": FIELDS}


class TestDejaDup(LastWork):
    check, kind, os = "BAK-312", ToolKind.DEJA_DUP, "linux"
