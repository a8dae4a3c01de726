"""The duty book of one store."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.duty.clock import Clock, Instant, MachineClock
from core.duty.form import to_entry, to_row
from core.duty.leaf import NO_LEAF
from core.duty.pages import DutyPages
from core.duty.typed import clean_name, clean_text, read_event_time
from core.model.duty import BY_PROGRAM, ClockFlag, Entry, EntryKind, NewEntry
from core.model.moments import from_text, to_text
from core.model.severity import Severity
from core.store.log import LogRow, LogTail
from core.store.store import Store

CLOCK_TOLERANCE = timedelta(seconds=120)
"""How far the clock may stand before the latest time in the book without being remarked on."""

EVENT_AHEAD = timedelta(days=1)
EVENTS_SINCE = from_text("2020-01-01")


class DutyBook(DutyPages):
    """The book: entries are added at its end and read; nothing else is possible.

    The first entry, made together with the first one that a person writes, opens the book. There
    is no key yet, so the book is chained but not sealed: whoever may write the file can make the
    whole of it anew, or cut off its end, without a trace in it.
    """

    def __init__(
        self,
        store: Store,
        *,
        device: str,
        author: str,
        app_version: str,
        released: str,
        clock: Clock | None = None,
    ) -> None:
        """Name the machine, the account, the program's version and its ISO day of release."""
        super().__init__(store)
        self._device = clean_name(device)
        self._author = clean_name(author)
        self._app_version = app_version
        self._released = from_text(released)
        self._clock = MachineClock() if clock is None else clock

    def add(self, new: NewEntry) -> Entry:
        """Write an entry durably and return it as stored.

        An odd clock or event time is marked, never refused. KnownError: no text, too much of it,
        an event time that cannot be read, or trouble of the store; then nothing is written.
        """
        if new.kind in BY_PROGRAM:
            raise ValueError(f"{new.kind} is written by the program")
        text, author = clean_text(new.text), clean_name(new.author) or self._author
        event = read_event_time(new.at, self._clock.now().wall) if new.at.strip() else None

        def make(tail: LogTail) -> Sequence[LogRow]:
            now = self._clock.now()
            stamp = self._stamp(now)
            rows = [] if tail.last else [self._opening(stamp)]
            before = tail.last or rows[0]
            latest = to_entry(before).latest
            entry = replace(
                stamp,
                seq=before.seq + 1,
                log_id=_log_id(before, tail.first or before),
                at=stamp.written if event is None else to_text(event),
                latest=max(latest, stamp.written),
                author=author,
                kind=new.kind,
                severity=new.severity,
                text=text,
                clock_flag=self._flag(latest, now.wall, event or now.wall),
            )
            return [*rows, to_row(entry, before.leaf)]

        return to_entry(self._store.log.append(make)[-1])

    def _opening(self, stamp: Entry) -> LogRow:
        about = {
            "app_version": self._app_version,
            "sqlite_version": sqlite3.sqlite_version,
            "key_store": "none",
        }
        opening = replace(stamp, log_id=os.urandom(16).hex(), about=about)
        return to_row(opening, NO_LEAF)

    def _stamp(self, now: Instant) -> Entry:
        """Return the first entry of a book as this machine would write it now."""
        written = to_text(now.wall)
        return Entry(
            seq=1,
            log_id="",
            at=written,
            written=written,
            author=self._author,
            device=self._device,
            kind=EntryKind.BOOK_OPENED,
            severity=Severity.LOW,
            text="",
            clock_flag=self._flag("", now.wall, now.wall),
            prev="",
            leaf="",
            boot_id=now.boot_id,
            mono_ms=now.mono_ms,
            tz=now.tz,
            latest=written,
        )

    def _flag(self, latest: str, wall: datetime, event_at: datetime) -> ClockFlag:
        if latest and wall < from_text(latest) - CLOCK_TOLERANCE:
            return ClockFlag.TURNED_BACK
        if wall < self._released:
            return ClockFlag.BEFORE_RELEASE
        if event_at > wall + EVENT_AHEAD or event_at < EVENTS_SINCE:
            return ClockFlag.ODD_EVENT_TIME
        return ClockFlag.NONE


def _log_id(*rows: LogRow) -> str:
    """Return the book's id from the first of these entries that can be read."""
    found = (to_entry(row).log_id for row in rows)
    return next((each for each in found if each), "") or os.urandom(16).hex()
