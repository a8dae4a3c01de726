"""The port to the program's own backups: made, verified, thinned out, and put back."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.backup import BackupCard, Restored
from core.model.change import Change, Kind
from core.model.errors import Exit, KnownError
from core.model.moments import VIETNAM, to_text
from core.store.trouble import BACKUPS, folder_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.model.duty import Entry
    from core.store.store import Store

DAYS, WEEKS, MONTHS = 7, 4, 12
"""So many days, weeks and months keep their newest copy."""

_NAME = re.compile(r"trucan-(\d{8}T\d{6})Z(?:-\d+)?\.db")
_FORM = "%Y%m%dT%H%M%S"


class Backups:
    """What the faces may ask of the backups. No copy is thinned out before a newer one is good."""

    def __init__(
        self,
        home: Path,
        store: Callable[[], Store],
        reopen: Callable[[], object],
        restored: Callable[[Restored, str, str], Entry],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the home, the ways to the store and to open it anew, and to write what was done."""
        self._home = home
        self._store = store
        self._reopen = reopen
        self._restored = restored
        self._clock = clock

    def make(self, folder: Path | None = None) -> BackupCard:
        """Make a copy, verify it, thin out older ones, and return what it holds.

        KnownError: the folder cannot be written, the disk is full, or the copy is not whole; then
        that one does not stay, and nothing older is deleted.
        """
        from core.store.copying import drop
        from core.store.database import make_shared_folder

        place = folder or self._home / BACKUPS
        try:
            if folder is None:
                make_shared_folder(place)
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise folder_trouble(error, place) from error
        file = self._free_name(place)
        self._store().copy_to(file)
        card = card_of(file)
        if not card.whole:
            # It would count as the copy of this day, and push out good ones.
            drop([file])
            raise KnownError("backup_not_made", Exit.BAD_INPUT, card.what)
        self._thin_out(place, file)
        return card

    def make_if_due(self) -> BackupCard | None:
        """Make a copy unless one was made this day; None where there is nothing to do."""
        store = self._store()
        if store.read_only or not store.log.count():
            return None
        today = self._clock().astimezone(VIETNAM).date()
        days = {_day(made) for made, _ in _copies(self._home / BACKUPS)}
        return None if today in days else self.make()

    def all(self, folder: Path | None = None) -> tuple[BackupCard, ...]:
        """Return every copy, newest first, each verified now."""
        copies = _copies(folder or self._home / BACKUPS)
        return tuple(card_of(file) for _, file in sorted(copies, reverse=True))

    def restore(self, file: Path, reason: str, author: str = "") -> Change:
        """Put a copy in the place of the database, and write that into the book.

        The old file is moved aside and kept. KnownError: the copy is not whole or is no copy of
        ours, no reason, or another window or command is open.
        """
        if not reason.strip():
            raise KnownError("reason_empty", Exit.USAGE)
        found = file if _is_file(file) else self._home / BACKUPS / file.name
        if not _is_file(found):
            raise KnownError("backup_unknown", Exit.USAGE, file=file.name)
        card = card_of(found)
        if not card.whole:
            raise KnownError("backup_not_whole", Exit.BAD_INPUT, card.what, file=found.name)
        before = self._count_now()
        self._reopen()
        aside = self._put(card)
        self._restored(Restored(card=card, aside=aside, before=before), reason, author)
        return Change(frozenset(Kind))

    def _put(self, card: BackupCard) -> Path | None:
        from core.store.copying import put_in_place
        from core.store.store import FILE_NAME

        file = self._home / FILE_NAME
        stamp = f"{self._clock():{_FORM}}Z-{os.urandom(2).hex()}"
        aside = file.with_name(f"trucan-aside-{stamp}.db")
        put_in_place(file, card.file, aside)
        return aside if aside.exists() else None

    def _count_now(self) -> int:
        """Return how many entries there are now, 0 for a book that cannot be read.

        One that another window has open can be: its database must not be exchanged under it.
        """
        try:
            return self._store().log.count()
        except KnownError as error:
            if error.status is Exit.IN_USE:
                raise
            return 0

    def _free_name(self, place: Path) -> Path:
        stem = f"trucan-{self._clock().astimezone(UTC):{_FORM}}Z"
        file, number = place / f"{stem}.db", 1
        while file.exists():
            number += 1
            file = place / f"{stem}-{number}.db"
        return file

    def _thin_out(self, place: Path, new: Path) -> None:
        """Delete copies that are too many, never the new one: a wrong clock may call it old."""
        from core.store.copying import drop

        copies = _copies(place)
        kept = kept_of([made for made, _ in copies])
        drop([file for made, file in copies if made not in kept and file != new])


def kept_of(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Return which copies stay: the newest of the last days, weeks and months that have any."""
    kept: set[datetime] = set()
    newest_first = sorted(moments, reverse=True)
    for span, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        seen: list[object] = []
        for each in newest_first:
            if span(each) not in seen and len(seen) < most:
                seen.append(span(each))
                kept.add(each)
    return frozenset(kept)


def card_of(file: Path) -> BackupCard:
    """Look at a copy: it opens, its structure is sound, its book verifies.

    KnownError where its folder does not give it up.
    """
    from core.duty.verify import verify_book
    from core.seal.tree import root_of
    from core.store.store import Store

    made = _made(file)
    try:
        found = file.stat()
    except OSError as error:
        raise _closed(file.parent, error) from error
    size = found.st_size
    at = to_text(made or datetime.fromtimestamp(found.st_mtime, UTC))
    bare = BackupCard(file=file, at=at, size=size, what="unreadable")
    try:
        with Store.open_copy(file) as store:
            if store.examine():
                return bare
            verdict = verify_book(store.log)
            count = store.log.count()
            root = root_of(count, store.log.node).hex() if count and verdict.whole else ""
    except KnownError:
        return bare
    return BackupCard(
        file=file,
        at=at,
        size=size,
        entries=count,
        root=root,
        whole=verdict.whole,
        what=verdict.what,
    )


def _copies(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the copies in a folder by when they were made; other files are left alone.

    KnownError where the folder does not open.
    """
    try:
        files = list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise _closed(folder, error) from error
    return [(made, file) for file in files if (made := _made(file)) is not None]


def _made(file: Path) -> datetime | None:
    """Return when a copy of ours was made by its name; None for another file, or no such day."""
    named = _NAME.fullmatch(file.name)
    if named is None:
        return None
    try:
        made = datetime.strptime(named[1], _FORM).replace(tzinfo=UTC)
        _day(made)
    except (ValueError, OverflowError):
        return None
    return made


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _closed(folder: Path, error: OSError) -> KnownError:
    return KnownError("no_folder", Exit.BAD_INPUT, str(error), path=str(folder))


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _ = _day(moment).isocalendar()
    return year, week


def _month(moment: datetime) -> tuple[int, int]:
    return _day(moment).year, _day(moment).month
