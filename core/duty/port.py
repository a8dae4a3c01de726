"""The port to the duty book of one home."""

from collections.abc import Callable
from functools import cached_property

from core.duty.book import DutyBook
from core.model.change import Change, Kind
from core.model.duty import Entry, LogVerdict, NewEntry
from core.policy.settings import SettingsFile
from core.store.store import Store
from core.version import RELEASE_DAY, VERSION


class Duty:
    """What the faces may ask of the duty book. Nothing in it is ever changed or undone."""

    def __init__(self, store: Callable[[], Store], settings: SettingsFile) -> None:
        """Take the way to the store, which is opened at first use, and the settings."""
        self._store = store
        self._settings = settings

    @cached_property
    def _book(self) -> DutyBook:
        import getpass
        import socket

        return DutyBook(
            self._store(),
            device=self._settings.read().asset_tag or socket.gethostname(),
            author=self._settings.read().keeper or getpass.getuser(),
            app_version=VERSION,
            released=RELEASE_DAY,
        )

    def add_entry(self, new: NewEntry) -> Change:
        """Write an entry durably; see `DutyBook.add` for what is refused."""
        self._book.add(new)
        return Change(frozenset({Kind.DUTY}))

    def page(self, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        """Return the newest entries, newest first, below a number if one is given."""
        return self._book.page(before, limit)

    def count(self) -> int:
        """Return how many entries there are."""
        return self._book.count()

    def last_written_at(self) -> str:
        """Return when the newest entry was written (UTC, ISO), empty when there is none."""
        return self._book.last_written_at() or ""

    def verify(self) -> LogVerdict:
        """Say whether the book is whole."""
        return self._book.verify()
