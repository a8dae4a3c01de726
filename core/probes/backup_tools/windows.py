"""What backup programs wrote down on Windows: File History, its own backups, OneDrive."""

from collections.abc import Iterator, Mapping

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup_tools.facts import BackupTool, BackupToolsFacts, ToolKind
from core.probes.logs import Wanted
from core.probes.system import RegistryValue, WindowsSystem
from core.probes.win_people import people
from core.probes.win_values import (
    CURRENT_VERSION,
    HKLM,
    filetime,
    is_absent,
    is_server,
    is_set,
    iso_moment,
    number,
    values_of,
)

_SOFTWARE = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
_FILE_HISTORY = rf"{_SOFTWARE}\FileHistory"
_BACKUP = rf"{_SOFTWARE}\WindowsBackup"
_ONEDRIVE = r"Software\Microsoft\OneDrive\Accounts"
_RESTORE = rf"{CURRENT_VERSION}\SystemRestore"
_RESTORE_POLICY = r"SOFTWARE\Policies\Microsoft\Windows NT\SystemRestore"
_SHADOWS = "VSS"
_PROFILES = rf"{CURRENT_VERSION}\ProfileList"
_CONFIG = r"AppData\Local\Microsoft\Windows\FileHistory\Configuration\Config1.xml"
_SERVER_BACKUP = "Microsoft-Windows-Backup"
"""Both the log and who writes into it."""
_DONE, _NOT_DONE = 4, (5, 8, 9, 17, 19, 49, 50, 517, 521, 546, 561)
_DAYS, _MOST = 400, 200
_NOT_TOLD = Unknown(UnknownCode.NOT_SUPPORTED, "the program keeps no record of it")
_DOCUMENTS = 0x400


def _values(
    system: WindowsSystem, root: str, key: str
) -> Mapping[str, RegistryValue] | Unknown | None:
    """Return the values of a key, None where there is no such key."""
    found = values_of(system, root, key)
    return None if is_absent(found) else found


def _unread(kind: ToolKind, name: str, why: Unknown) -> BackupTool:
    return BackupTool(kind=kind, name=name, succeeded_at=why, failed_at=why, homes=why)


def _name_of(system: WindowsSystem, sid: str) -> tuple[str, str]:
    """Return the name and the folder of a person."""
    told = values_of(system, HKLM, f"{_PROFILES}\\{sid}")
    path = told.get("ProfileImagePath") if not isinstance(told, Unknown) else None
    return (path.rpartition("\\")[2], path) if isinstance(path, str) else (sid, "")


def _file_history(system: WindowsSystem, sid: str) -> Iterator[BackupTool]:
    """Yield the history of a person's files. Its key is known from use, not from documents."""
    name, folder = _name_of(system, sid)
    values = _values(system, "HKU", f"{sid}\\{_FILE_HISTORY}")
    if isinstance(values, Unknown):
        yield _unread(ToolKind.FILE_HISTORY, name, values)
        return
    told = (values or {}).get("ProtectedUpToTime")
    at: str | Unknown
    if told is None:
        # Somebody chose a drive once: the settings stand there whether or not it ever ran.
        if not folder or isinstance(system.stat(f"{folder}\\{_CONFIG}"), Unknown):
            return
        at = ""
    else:
        at = "" if told in (0, b"\0" * 8) else filetime(told, "ProtectedUpToTime")
    yield BackupTool(
        kind=ToolKind.FILE_HISTORY, name=name, succeeded_at=at, failed_at=_NOT_TOLD, homes=True
    )


def _moment_in(value: RegistryValue, asked: str) -> str | Unknown:
    if isinstance(value, str):
        return iso_moment(value, asked)
    return "" if value in (0, b"\0" * 8) else filetime(value, asked)


def _windows_backup(system: WindowsSystem) -> Iterator[BackupTool]:
    """Yield Backup and Restore (Windows 7). Names of its values differ, so all are looked at."""
    kind, name = ToolKind.WINDOWS_BACKUP, "Backup and Restore"
    schedule = _values(system, HKLM, f"{_BACKUP}\\ScheduleParams")
    status = _values(system, HKLM, f"{_BACKUP}\\Status")
    if schedule is None and status is None:
        return
    if isinstance(status, Unknown):
        yield _unread(kind, name, status)
        return
    found: dict[str, list[str]] = {"success": [], "fail": []}
    odd: Unknown | None = None
    for value_name, value in (status or {}).items():
        low = value_name.lower()
        for wanted, moments in found.items():
            if wanted in low and not isinstance(value, tuple) and "volume" not in low:
                at = _moment_in(value, value_name)
                if isinstance(at, Unknown):
                    odd = at
                elif at:
                    moments.append(at)
    good: str | Unknown = max(found["success"], default="")
    yield BackupTool(
        kind=kind,
        name=name,
        succeeded_at=odd if not good and odd is not None else good,
        failed_at=max(found["fail"], default=""),
        homes=_NOT_TOLD,
    )


def _server_backup(system: WindowsSystem) -> Iterator[BackupTool]:
    """Yield Windows Server Backup (`wbadmin`), by its log of a year.

    Source: Microsoft Learn, Backup Operation Status (events of Microsoft-Windows-Backup).
    """
    kind = ToolKind.SERVER_BACKUP
    found = system.events(
        _SERVER_BACKUP, (Wanted(_SERVER_BACKUP, (_DONE, *_NOT_DONE)),), (), _DAYS, _MOST
    )
    if isinstance(found, Unknown):
        if not is_absent(found):
            yield _unread(kind, "wbadmin", found)
        return
    done = [each.at for each in found if each.id == _DONE]
    failed = [each.at for each in found if each.id != _DONE]
    # One image that a technician made once is no backup that somebody set up.
    if failed or len({at[:10] for at in done}) > 1:
        yield BackupTool(
            kind=kind,
            name="wbadmin",
            succeeded_at=max(done, default=""),
            failed_at=max(failed, default=""),
            homes=_NOT_TOLD,
        )


def _onedrive(system: WindowsSystem, sid: str) -> Iterator[BackupTool]:
    """Yield the folders of a person that OneDrive keeps alike here and there."""
    name, _ = _name_of(system, sid)
    for account in ("Business1", "Personal"):
        values = _values(system, "HKU", f"{sid}\\{_ONEDRIVE}\\{account}")
        if isinstance(values, Unknown):
            yield _unread(ToolKind.ONEDRIVE, name, values)
        elif values and isinstance(values.get("UserFolder"), str):
            mask = values.get("KfmFoldersProtectedNow", 0)
            whole = isinstance(mask, int) and bool(mask & _DOCUMENTS)
            yield BackupTool(
                kind=ToolKind.ONEDRIVE,
                name=name,
                succeeded_at=_NOT_TOLD,
                failed_at=_NOT_TOLD,
                homes=whole,
            )


def _restore_points(system: WindowsSystem) -> bool | Unknown:
    server = is_server(system)
    if server is True:
        return Unknown(UnknownCode.NOT_SUPPORTED, "a server keeps no restore points")
    off = is_set(system, _RESTORE_POLICY, "DisableSR")
    if isinstance(off, Unknown) or off:
        return off if isinstance(off, Unknown) else False
    interval = number(system, _RESTORE, "RPSessionInterval")
    if is_absent(interval):
        return False
    return interval if isinstance(interval, Unknown) else interval != 0


def _shadows_off(system: WindowsSystem) -> bool | Unknown:
    service = system.service(_SHADOWS)
    if isinstance(service, Unknown):
        return True if service.code is UnknownCode.NOT_INSTALLED else service
    return service.start == "disabled"


def read(system: WindowsSystem, ask: Ask) -> BackupToolsFacts:
    """Read File History and OneDrive of those signed in, Windows' own backup, restore points."""
    now, found = system.now(), []
    for sid in people(system):
        found += [*_file_history(system, sid), *_onedrive(system, sid)]
    found += [*_windows_backup(system), *_server_backup(system)]
    return BackupToolsFacts(
        origin=Origin(
            backend="registry",
            at=now,
            sources={
                "tools": f"HKU\\*\\{_FILE_HISTORY}, HKLM\\{_BACKUP}, HKU\\*\\{_ONEDRIVE}",
                "succeeded_at:wbadmin": f"event log {_SERVER_BACKUP}: 4",
                "failed_at:wbadmin": f"event log {_SERVER_BACKUP}: {_NOT_DONE}",
                "restore_points": f"HKLM\\{_RESTORE}",
                "shadows_off": f"service {_SHADOWS}",
            },
        ),
        tools=tuple(found),
        restore_points=_restore_points(system),
        shadows_off=_shadows_off(system),
    )
