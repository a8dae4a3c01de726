"""The pages of the duty book: reading it, which needs less than writing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.duty.form import to_entry

if TYPE_CHECKING:
    from core.model.duty import Entry, LogVerdict
    from core.store.store import Store


class DutyPages:
    """The book of one store, to read."""

    def __init__(self, store: Store) -> None:
        """Take the open store."""
        self._store = store

    def page(self, before: int | None, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries, at most `limit`, below a number if one is given."""
        return tuple(to_entry(row) for row in self._store.log.page(before, limit))

    def entry(self, seq: int) -> Entry | None:
        """Return one entry, or None when there is no such number."""
        row = self._store.log.row(seq)
        return None if row is None else to_entry(row)

    def count(self) -> int:
        """Return how many entries there are, the opening one included."""
        return self._store.log.count()

    def last_written_at(self) -> str | None:
        """Return when the newest entry was written (UTC, ISO); None without a readable one."""
        row = self._store.log.last()
        return None if row is None else to_entry(row).written or None

    def verify(self) -> LogVerdict:
        """Say whether the book is whole, see `verify_rows`; an empty book is."""
        from core.duty.verify import verify_rows

        log = self._store.log
        return verify_rows(log.in_order(), is_guarded=log.is_guarded())
