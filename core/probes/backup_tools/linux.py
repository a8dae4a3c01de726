"""What backup programs wrote down on Linux. No repository is opened, no passphrase asked for.

Borg keeps the time of the last manifest it wrote beside the account's settings, and in its cache
the list of files that only a backup writes; restic keeps a copy of every snapshot's own record,
rsnapshot renews the time of its newest folder, Timeshift names its folders by their time, Déjà Dup
keeps the time in the account's settings.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from core.model.facts import Origin
from core.model.moments import from_text, to_text
from core.model.unknown import Unknown, UnknownCode
from core.probes.ask import Ask
from core.probes.backup_tools.facts import BackupTool, BackupToolsFacts, ToolKind
from core.probes.formats import significant_lines
from core.probes.system import FileStat, System

_NOT_TOLD = Unknown(UnknownCode.NOT_SUPPORTED, "the program keeps no record of it")
_OF_WINDOWS = Unknown(UnknownCode.NOT_SUPPORTED, "of Windows")
_HEX = re.compile(r"[0-9a-f]{16,}")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)$")
_TIMESHIFT = "/etc/timeshift/timeshift.json"
_SNAPSHOTS = ("/timeshift/snapshots", "/run/timeshift/backup/timeshift/snapshots")
_RSNAPSHOT = "/etc/rsnapshot.conf"
_DEJA_DUP_SCHEMA = "/usr/share/glib-2.0/schemas/org.gnome.DejaDup.gschema.xml"
_GSETTINGS = "/usr/bin/gsettings"
_ASK_S = 3.0
_MOST = 2000
_FEW_RECORDS, _ONE_GO_S = 2, 600


def _homes(system: System) -> tuple[str, ...]:
    """Return the homes of root, of the persons, and of this account."""
    text = system.read_text("/etc/passwd")
    found = ["/root"]
    for line in text.splitlines() if isinstance(text, str) else ():
        fields = line.split(":")
        if len(fields) != 7 or not (fields[2].isascii() and fields[2].isdecimal()):
            continue
        if 1000 <= int(fields[2]) < 60_000 and fields[5].startswith("/"):
            found.append(fields[5].rstrip("/"))
    own = system.environment("HOME")
    return tuple(dict.fromkeys([*found, *([own] if isinstance(own, str) and own else [])]))


def _names(system: System, folder: str) -> tuple[str, ...]:
    """Return the names in a folder; one that is not there, or not ours to read, holds none."""
    found = system.list_folder(folder)
    return () if isinstance(found, Unknown) else found[:_MOST]


def _moment(text: str, asked: str) -> str | Unknown:
    """Read a time that its program wrote as ISO text, UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return to_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return Unknown(UnknownCode.MALFORMED, f"{asked}: {text.strip()[:60]!r}")


def _borg(system: System, home: str) -> Iterator[BackupTool]:
    folder = f"{home}/.config/borg/security"
    for name in _names(system, folder):
        if not _HEX.fullmatch(name):
            continue
        place = system.read_text(f"{folder}/{name}/location", 4000)
        path = f"{folder}/{name}/manifest-timestamp"
        told = system.read_text(path, 200)
        at = told if isinstance(told, Unknown) else _moment(told, path)
        yield BackupTool(
            kind=ToolKind.BORG,
            name=name[:8] if isinstance(place, Unknown) else place.strip(),
            succeeded_at=at
            if isinstance(at, Unknown)
            else _not_after_files(system, home, name, at),
            failed_at=_NOT_TOLD,
            homes=_NOT_TOLD,
        )


def _not_after_files(system: System, home: str, name: str, at: str) -> str:
    """Return a manifest's time, or the earlier one of the list of files in Borg's cache.

    Taking old archives away writes a manifest too, also where no backup succeeds any more. The
    list is empty where Borg was told to keep none.
    """
    folder = f"{home}/.cache/borg/{name}"
    lists = [
        each for each in _names(system, folder) if each == "files" or each.startswith("files.")
    ]
    seen = [system.stat(f"{folder}/{each}") for each in lists]
    written = [each.modified for each in seen if not isinstance(each, Unknown) and each.size]
    return min(at, max(written, default=at))


def _restic(system: System, home: str) -> Iterator[BackupTool]:
    folder = f"{home}/.cache/restic"
    for name in _names(system, folder):
        if not _HEX.fullmatch(name):
            continue
        yield BackupTool(
            kind=ToolKind.RESTIC,
            name=name[:8],
            succeeded_at=_newest_record(system, f"{folder}/{name}/snapshots"),
            failed_at=_NOT_TOLD,
            homes=_NOT_TOLD,
        )


def _newest_record(system: System, folder: str) -> str | Unknown:
    """Return when the newest record was written, empty for none; one unread may be the newest.

    Whoever lists the snapshots with an empty cache has all records written in one go: then their
    times are those of the list.
    """
    written: list[str] = []
    for each in islice(_records(system, folder, 1), _MOST):
        if not isinstance(each, Unknown):
            written.append(each.modified)
        elif each.code is not UnknownCode.NOT_FOUND:
            return each
    if len(written) > _FEW_RECORDS:
        took = from_text(max(written)) - from_text(min(written))
        if took.total_seconds() < _ONE_GO_S:
            return Unknown(UnknownCode.NOT_SUPPORTED, f"{folder}: all records were written at once")
    return max(written, default="")


def _records(system: System, folder: str, levels: int) -> Iterator[FileStat | Unknown]:
    """Yield the files of a folder and of so many levels of folders below it."""
    names = system.list_folder(folder)
    if isinstance(names, Unknown):
        yield names
        return
    for name in names:
        seen = system.stat(f"{folder}/{name}")
        if isinstance(seen, Unknown) or seen.kind == "file":
            yield seen
        elif levels and seen.kind == "folder":
            yield from _records(system, f"{folder}/{name}", levels - 1)


def _rsnapshot(system: System) -> Iterator[BackupTool]:
    text = system.read_text(_RSNAPSHOT)
    if isinstance(text, Unknown):
        if text.code is not UnknownCode.NOT_FOUND:
            yield _unread(ToolKind.RSNAPSHOT, text)
        return
    told = [line.split("\t") for line in significant_lines(text)]
    values = [[part for part in line if part] for line in told]
    root = next((line[1] for line in values if line[0] == "snapshot_root" and len(line) > 1), "")
    levels = [line[1] for line in values if line[0] in ("retain", "interval") and len(line) > 1]
    sources = [line[1] for line in values if line[0] == "backup" and len(line) > 1]
    if not (root and levels and sources):
        return
    newest = system.stat(f"{root.rstrip('/')}/{levels[0]}.0")
    at: str | Unknown = newest if isinstance(newest, Unknown) else newest.modified
    if isinstance(at, Unknown) and at.code is UnknownCode.NOT_FOUND:
        there = system.stat(root)
        at = "" if not isinstance(there, Unknown) else there
    yield BackupTool(
        kind=ToolKind.RSNAPSHOT,
        name=root,
        succeeded_at=at,
        failed_at=_NOT_TOLD,
        homes=any(each.rstrip("/") in ("", "/home") or "/home/" in each for each in sources),
    )


def _timeshift(system: System) -> Iterator[BackupTool]:
    text = system.read_text(_TIMESHIFT)
    if isinstance(text, Unknown):
        if text.code is not UnknownCode.NOT_FOUND:
            yield _unread(ToolKind.TIMESHIFT, text)
        return
    try:
        told = json.loads(text)
        device = str(told["backup_device_uuid"])
        excluded = [str(each) for each in told.get("exclude", [])]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        why = Unknown(UnknownCode.MALFORMED, f"{_TIMESHIFT}: {type(error).__name__}")
        yield _unread(ToolKind.TIMESHIFT, why)
        return
    if not device:
        return
    yield BackupTool(
        kind=ToolKind.TIMESHIFT,
        name=device,
        succeeded_at=_newest_snapshot(system),
        failed_at=_NOT_TOLD,
        homes=any(each.startswith("+ /home") for each in excluded),
    )


def _newest_snapshot(system: System) -> str | Unknown:
    """Return the time in the name of the newest folder that holds its own record."""
    doubt: Unknown = Unknown(UnknownCode.NOT_FOUND, "no folder of snapshots is mounted")
    for folder in _SNAPSHOTS:
        names = system.list_folder(folder)
        if isinstance(names, Unknown):
            doubt = doubt if names.code is UnknownCode.NOT_FOUND else names
            continue
        for name in reversed(names):
            stamp = _STAMP.match(name)
            record = system.stat(f"{folder}/{name}/info.json") if stamp else None
            if isinstance(record, Unknown) and record.code is not UnknownCode.NOT_FOUND:
                return record
            if stamp and not isinstance(record, Unknown):
                # Written in the machine's own zone, which offices of Vietnam set to UTC+7.
                return _moment(f"{stamp[1]}T{stamp[2]}:{stamp[3]}:{stamp[4]}+07:00", name)
        return ""
    return doubt


def _deja_dup(system: System) -> Iterator[BackupTool]:
    home = system.environment("HOME")
    if isinstance(system.stat(_DEJA_DUP_SCHEMA), Unknown) or not isinstance(home, str):
        return
    told = {}
    for key in ("last-backup", "periodic"):
        argv = (_GSETTINGS, "get", "org.gnome.DejaDup", key)
        said = system.run(argv, _ASK_S, {"HOME": home})
        if isinstance(said, Unknown) or said.exit:
            detail = said.detail if isinstance(said, Unknown) else said.err.strip()[:200]
            code = said.code if isinstance(said, Unknown) else UnknownCode.SOURCE_BROKEN
            yield _unread(ToolKind.DEJA_DUP, Unknown(code, f"gsettings {key}: {detail}"))
            return
        told[key] = said.out.strip().strip("'")
    if not told["last-backup"] and told["periodic"] != "true":
        return
    at = told["last-backup"]
    yield BackupTool(
        kind=ToolKind.DEJA_DUP,
        name=home,
        succeeded_at=_moment(at, "last-backup") if at else "",
        failed_at=_NOT_TOLD,
        homes=True,
    )


def _unread(kind: ToolKind, why: Unknown) -> BackupTool:
    return BackupTool(kind=kind, name=kind, succeeded_at=why, failed_at=why, homes=why)


def read(system: System, ask: Ask) -> BackupToolsFacts:
    """Read what borg, restic, rsnapshot, Timeshift and Déjà Dup left behind."""
    now, found = system.now(), []
    for home in _homes(system):
        found += [*_borg(system, home), *_restic(system, home)]
    found += [*_rsnapshot(system), *_timeshift(system), *_deja_dup(system)]
    source = (
        "~/.config/borg/security, ~/.cache/borg, ~/.cache/restic, /etc/rsnapshot.conf, "
        "/etc/timeshift, gsettings"
    )
    return BackupToolsFacts(
        origin=Origin(backend="files", at=now, sources={"tools": source}),
        tools=tuple(found),
        restore_points=_OF_WINDOWS,
        shadows_off=_OF_WINDOWS,
    )
