"""The port to the duty book of one home."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from core.duty.pages import DutyPages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from core.duty.book import DutyBook
    from core.duty.clock import Clock
    from core.model.backup import Restored
    from core.model.change import Change
    from core.model.duty import Entry
    from core.model.log_state import LogExport, LogVerdict, SealState
    from core.model.new_entry import Correction, NewEntry
    from core.policy.settings import SettingsFile
    from core.secrets import Secrets
    from core.store.store import Store
    from core.words import Words


_PAGE = 200
_ENOUGH = 20
"""Entries about shifts that are sure to tell who is on duty."""


class Duty:
    """What the faces may ask of the duty book. Nothing in it is ever changed or undone."""

    def __init__(
        self,
        store: Callable[[], Store],
        settings: SettingsFile,
        secrets: Callable[[], Secrets],
        words: Callable[[], Words],
        clock: Callable[[], Clock],
    ) -> None:
        """Take the ways to the store, opened at first use, the secrets, the words, the clock."""
        self._store = store
        self._settings = settings
        self._find_secrets = secrets
        self._words = words
        self._clock = clock

    @cached_property
    def _secrets(self) -> Secrets:
        return self._find_secrets()

    @cached_property
    def _pages(self) -> DutyPages:
        return DutyPages(self._store())

    @cached_property
    def _book(self) -> DutyBook:
        import getpass
        import socket

        from core.duty.book import DutyBook
        from core.version import RELEASE_DAY, VERSION

        return DutyBook(
            self._store(),
            device=self._settings.read().asset_tag or socket.gethostname(),
            author=self._settings.read().keeper or getpass.getuser(),
            app_version=VERSION,
            released=RELEASE_DAY,
            clock=self._clock(),
            secrets=self._secrets,
        )

    @property
    def book(self) -> DutyBook:
        """The book itself, for the shifts, whose acts are several entries at once."""
        return self._book

    def person_on_duty(self) -> str:
        """Return who is on duty by the book, empty for nobody."""
        from core.duty.shift_told import TOPIC, shifts_told

        shifts = shifts_told(self._pages.under(TOPIC, _ENOUGH))
        return shifts[-1].person if shifts and shifts[-1].is_on else ""

    def add_entry(self, new: NewEntry) -> Change:
        """Write an entry durably; see `DutyBook.add` for what is refused."""
        self.write(new)
        return _changed()

    def write(self, new: NewEntry) -> Entry:
        """Write an entry durably and return it, for rooms whose doings belong in the book."""
        author = new.author.strip() or self.person_on_duty()
        return self._book.add(replace(new, author=author))

    def under(self, topic: str) -> tuple[Entry, ...]:
        """Return the entries under a topic, oldest first."""
        return self._pages.under(topic)

    def between(self, start: str, end: str) -> tuple[Entry, ...]:
        """Return the entries of events from one moment to another (UTC, ISO), newest first.

        Reading stops at the first page that was written before the start: a wrong clock may hide
        what stands behind it from this, never from the book.
        """
        found: list[Entry] = []
        before: int | None = None
        while page := self.page(before, _PAGE):
            found += [each for each in page if start <= each.at <= end]
            before = page[-1].seq
            if all(each.written and each.written < start for each in page):
                break
        return tuple(found)

    def read_time(self, typed: str) -> str:
        """Return a moment as typed (UTC, ISO), now for nothing; KnownError when it is none."""
        from core.duty.typed import read_event_time
        from core.model.moments import to_text

        now = self._clock().now().wall
        return to_text(read_event_time(typed, now) if typed.strip() else now)

    def correct(self, correction: Correction) -> Change:
        """Write what takes the place of an entry; see `DutyBook.correct` for what is refused."""
        author = correction.author.strip() or self.person_on_duty()
        self._book.correct(replace(correction, author=author))
        return _changed()

    def page(self, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, below a number if one is given."""
        return self._pages.page(before, limit)

    def search(self, text: str, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return the newest entries that have every word typed; see `DutyBook.search`."""
        return self._pages.search(text, before, limit)

    def entry(self, seq: int) -> Entry | None:
        """Return one entry, or None when there is no such number."""
        return self._pages.entry(seq)

    def count(self) -> int:
        """Return how many entries there are."""
        return self._pages.count()

    def last_written_at(self) -> str:
        """Return when the newest entry was written (UTC, ISO), empty when there is none."""
        return self._pages.last_written_at() or ""

    def keys_in_use(self) -> tuple[str, ...]:
        """Return the public keys whose seals count from now on; see `DutyPages.keys_in_use`."""
        return self._pages.keys_in_use()

    def verify(self) -> LogVerdict:
        """Say whether the book is whole, and how far it is sealed."""
        return self._pages.verify()

    def root(self) -> str:
        """Return the root over all entries (hexadecimal); see `DutyPages.root`."""
        return self._pages.root()

    def attachment(self, seq: int, number: int) -> tuple[str, bytes]:
        """Return name and content of a file of an entry; see `DutyBook.attachment`."""
        return self._book.attachment(seq, number)

    def save_attachment(self, seq: int, number: int, folder: Path) -> Path:
        """Write a file of an entry into a folder, never over another, and return where."""
        from core.whole_file import write_new

        name, content = self.attachment(seq, number)
        return write_new(folder, name, content)

    def erase_attachment(self, seq: int, number: int, reason: str, author: str = "") -> Change:
        """Erase a file of an entry, leaving an entry that says so."""
        self._book.erase_attachment(seq, number, reason, author)
        return _changed()

    def note_restoration(self, done: Restored, reason: str, author: str = "") -> Entry:
        """Write that the book was restored from a copy."""
        return self._book.note_restoration(done, reason, author)

    def export(
        self,
        folder: Path,
        since: date | None = None,
        until: date | None = None,
        held: bytes | None = None,
    ) -> LogExport:
        """Export entries written from one day to another; see `core.duty.export.export`."""
        from core.duty.export import Period, export

        period = Period(since=since, until=until)
        return export(self._book, folder, self._words(), period, held)

    def seal_state(self) -> SealState:
        """Say how the book is sealed on this account."""
        return self._book.seal_state()

    def seal(self, *, if_due: bool = False) -> Change:
        """Seal what is not sealed yet; with `if_due` only where the last seal is not recent.

        A window that stays open calls it every few minutes with `if_due`.
        """
        return _changed(self._book.seal(if_due=if_due))

    def protect_key(self, passphrase: str) -> Change:
        """Make a key that a passphrase closes, and seal with it; KnownError if there is a key."""
        self._secrets.protect(passphrase)
        return self.seal()

    def rotate_key(self, reason: str, passphrase: str = "", author: str = "") -> Change:
        """Take a new key of the seal into use; see `DutyBook.rotate_key`."""
        self._book.rotate_key(reason, passphrase, author)
        return _changed()

    def open_key(self, passphrase: str) -> Change:
        """Open the key with its passphrase for as long as the program runs, and seal with it."""
        self._secrets.open(passphrase)
        return self.seal()


def _changed(is_changed: bool = True) -> Change:
    """Return what pages have to know after something was written, or was not."""
    from core.model.change import Change, Kind

    return Change(frozenset({Kind.DUTY} if is_changed else ()))
