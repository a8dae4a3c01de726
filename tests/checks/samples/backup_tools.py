"""Sample facts: every backup program of a system, each having worked the day before."""

from typing import Any

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.backup_tools.facts import BackupTool, BackupToolsFacts, ToolKind

NOW = "2027-01-20T03:00:00Z"
NOT_TOLD = Unknown(UnknownCode.NOT_SUPPORTED, "keeps no record")
OF_WINDOWS = (
    ToolKind.FILE_HISTORY,
    ToolKind.WINDOWS_BACKUP,
    ToolKind.SERVER_BACKUP,
    ToolKind.ONEDRIVE,
)


def facts(sample: Any) -> BackupToolsFacts:
    kinds = [each for each in ToolKind if (each in OF_WINDOWS) is sample.windows]
    return BackupToolsFacts(
        origin=Origin(backend="test", at=NOW),
        tools=tuple(
            BackupTool(
                kind=kind,
                name="an",
                succeeded_at="2027-01-19T10:00:00Z",
                failed_at="",
                homes=True,
            )
            for kind in kinds
        ),
        restore_points=sample.here(True, NOT_TOLD),
        shadows_off=sample.here(False, NOT_TOLD),
    )
