"""A walk through a backup place for its newest data file, the same on every operating system."""

import os
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.model.moments import from_text, to_text
from core.probes.archives import is_archive
from core.probes.ransom import is_strange
from core.probes.system import Newest

FUTURE_S = 86_400
"""A file dated more than this many seconds after the machine's clock is dated in the future."""

_CLOCK_EVERY = 256
"""How many entries are looked at between two looks at the clock."""

_VIETNAM_S = 7 * 3600
_DAY_S = 86_400
_MOST_DAYS = 400
_MOST_STRANGE = 5

_MARKER_FILES = frozenset({"desktop.ini", "thumbs.db", "autorun.inf", "icon\r", "lock.roster"})
_OLD_LOG = re.compile(r".+\.log(?:[.-]\d+)*(?:\.(?:gz|bz2|xz|zst))?")
"""A log as it is put aside: `backup.log.1`, `backup.log.2.gz`, `backup.log-20270105`."""
_SYSTEM_FOLDERS = frozenset(
    {
        "lost+found",
        "system volume information",
        "$recycle.bin",
        "recycler",
        "#recycle",
        "@eadir",
        ".trashes",
        ".spotlight-v100",
        ".fseventsd",
        ".temporaryitems",
        ".rsync-partial",
        ".~tmp~",
        "lock.exclusive",
    }
)
_OF_RESTIC = ("config", "data", "index", "keys", "locks")
"""What lies beside the folder `snapshots` of a restic repository."""

_NOT_DATA_ENDS = (
    ".lock",
    ".pid",
    ".tmp",
    ".temp",
    ".part",
    ".partial",
    ".crdownload",
    ".filepart",
)


def is_data_file(name: str) -> bool:
    """Say whether a name can be backed-up data: no hidden marker, log, lock or half-made file.

    A program that fails every night still writes its log and its marker every night.
    """
    low = name.casefold()
    if low.startswith((".", "~$")) or low in _MARKER_FILES or low.endswith(_NOT_DATA_ENDS):
        return False
    return not _OLD_LOG.fullmatch(low)


def is_data_folder(name: str) -> bool:
    """Say whether a folder can hold backed-up data: not the system's own, not a bin."""
    low = name.casefold()
    return low not in _SYSTEM_FOLDERS and not low.startswith(".trash-")


def _finished_part(folder: str) -> str:
    """Return what only a finished backup writes: of a restic repository its snapshots alone.

    A backup that is broken off leaves a lock and packs of data as new as itself.
    """
    snapshots = os.path.join(folder, "snapshots")
    beside = (os.path.join(folder, each) for each in _OF_RESTIC)
    is_repository = os.path.isdir(snapshots) and all(map(os.path.exists, beside))
    return snapshots if is_repository else folder


def moment_text(seconds: float) -> str:
    """Write a file time as ISO UTC, kept within the years that ISO text can write."""
    try:
        return to_text(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return "9999-12-31T23:59:59Z" if seconds > 0 else "0001-01-01T00:00:00Z"


def _day_text(number: int) -> str:
    """Write a day, counted since 1970 in Vietnam, as ISO text."""
    return moment_text(float(number * _DAY_S))[:10]


@dataclass(slots=True)
class _Tally:
    top: str
    horizon: float
    files: int = 0
    empty: int = 0
    size: int = 0
    newest: tuple[float, str] = (0.0, "")
    archive: tuple[float, str] = (0.0, "")
    future: float = 0.0
    unread: str = ""
    days: set[int] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)

    def inside(self, path: str) -> str:
        return os.path.relpath(path, self.top)

    def add_file(self, entry: os.DirEntry[str]) -> None:
        seen = entry.stat(follow_symlinks=False)
        if seen.st_size:
            self.files += 1
            self.size += seen.st_size
        else:
            self.empty += 1
        if seen.st_mtime > self.horizon:
            self.future = max(self.future, seen.st_mtime)
            return
        if seen.st_size:
            self.days.add(int(seen.st_mtime + _VIETNAM_S) // _DAY_S)
        mark = (seen.st_mtime, entry.path)
        if seen.st_size and (mark > self.newest or not self.newest[1]):
            self.newest = mark
        if is_archive(entry.name) and (mark > self.archive or not self.archive[1]):
            self.archive = mark

    def add(self, entry: os.DirEntry[str]) -> None:
        if entry.is_dir(follow_symlinks=False):
            if is_data_folder(entry.name):
                self.folders.append(entry.path)
            return
        if len(self.strange) < _MOST_STRANGE and is_strange(entry.name):
            self.strange.append(entry.path)
        if entry.is_file(follow_symlinks=False) and is_data_file(entry.name):
            self.add_file(entry)

    def done(self, stopped: bool) -> Newest:
        at, path = self.newest
        return Newest(
            files=self.files,
            empty=self.empty,
            size=self.size,
            newest=self.inside(path) if path else "",
            newest_at=moment_text(at) if path else "",
            archive=self.inside(self.archive[1]) if self.archive[1] else "",
            future_at=moment_text(self.future) if self.future else "",
            unread=self.inside(self.unread) if self.unread else "",
            stopped=stopped,
            days=tuple(_day_text(each) for each in sorted(self.days, reverse=True)[:_MOST_DAYS]),
            strange=tuple(self.inside(each) for each in self.strange),
        )


def newest_in(top: str, now: str, limit: float) -> Newest:
    """Walk a folder for at most `limit` seconds; links are not followed, so it stays inside.

    `now` (ISO) is the machine's clock. Raise OSError when the folder itself cannot be opened; a
    folder inside it that cannot be opened is named in the answer.
    """
    deadline = time.monotonic() + limit
    tally = _Tally(top=top, horizon=from_text(now).timestamp() + FUTURE_S)
    with os.scandir(top):
        tally.folders.append(top)
    seen = 0
    while tally.folders:
        folder = _finished_part(tally.folders.pop())
        if time.monotonic() > deadline:
            return tally.done(stopped=True)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    seen += 1
                    if seen % _CLOCK_EVERY == 0 and time.monotonic() > deadline:
                        return tally.done(stopped=True)
                    tally.add(entry)
        except FileNotFoundError:
            continue  # removed while we walked: not there, so not a backup
        except OSError:
            tally.unread = folder
    return tally.done(stopped=False)
