"""The port to the duty book of one home."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from core.duty.pages import DutyPages

if TYPE_CHECKING:
    from core.duty.book import DutyBook
    from core.model.change import Change
    from core.model.duty import Entry, LogVerdict, NewEntry
    from core.policy.settings import SettingsFile
    from core.store.store import Store


class Duty:
    """What the faces may ask of the duty book. Nothing in it is ever changed or undone."""

    def __init__(self, store: Callable[[], Store], settings: SettingsFile) -> None:
        """Take the way to the store, which is opened at first use, and the settings."""
        self._store = store
        self._settings = settings

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
        )

    def add_entry(self, new: NewEntry) -> Change:
        """Write an entry durably; see `DutyBook.add` for what is refused."""
        from core.model.change import Change, Kind

        self._book.add(new)
        return Change(frozenset({Kind.DUTY}))

    def page(self, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, below a number if one is given."""
        return self._pages.page(before, limit)

    def count(self) -> int:
        """Return how many entries there are."""
        return self._pages.count()

    def last_written_at(self) -> str:
        """Return when the newest entry was written (UTC, ISO), empty when there is none."""
        return self._pages.last_written_at() or ""

    def verify(self) -> LogVerdict:
        """Say whether the book is whole."""
        return self._pages.verify()
