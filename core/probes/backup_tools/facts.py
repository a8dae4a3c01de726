"""What backup programs on this machine wrote down about their own last work."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


class ToolKind(StrEnum):
    """A program that makes backups, or copies that look like one."""

    FILE_HISTORY = "file_history"
    WINDOWS_BACKUP = "windows_backup"
    SERVER_BACKUP = "server_backup"
    ONEDRIVE = "onedrive"
    DEJA_DUP = "deja_dup"
    TIMESHIFT = "timeshift"
    BORG = "borg"
    RESTIC = "restic"
    RSNAPSHOT = "rsnapshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupTool:
    """A program that somebody set up here.

    `name` tells it from another of its kind: a repository, an account. `succeeded_at` and
    `failed_at` are when it last did its work and last could not (ISO), empty for never. `homes`
    says whether the persons' files are among what it copies.
    """

    kind: ToolKind
    name: str
    succeeded_at: str | Unknown
    failed_at: str | Unknown
    homes: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupToolsFacts(Facts):
    """The programs set up here; one that is only installed is not among them.

    `restore_points`: whether Windows keeps restore points of itself; `shadows_off`: whether the
    service for shadow copies was disabled.
    """

    TOPIC: ClassVar[str] = "backup_tools"

    tools: tuple[BackupTool, ...] | Unknown
    restore_points: bool | Unknown
    shadows_off: bool | Unknown
