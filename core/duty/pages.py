"""The pages of the duty book: reading it, which needs less than writing in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.duty.form import to_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.model.duty import Entry
    from core.model.log_state import LogVerdict
    from core.store.log import LogRow, LogRows
    from core.store.store import Store


class DutyPages:
    """The book of one store, to read."""

    def __init__(self, store: Store) -> None:
        """Take the open store."""
        self._store = store

    @property
    def log(self) -> LogRows:
        """The rows, for those who read all of them."""
        return self._store.log

    def page(self, before: int | None, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries, at most `limit`, below a number if one is given."""
        return self.read(self.log.page(before, limit))

    def search(self, typed: str, before: int | None, limit: int) -> tuple[Entry, ...]:
        """Return the newest entries that have every word that was typed, without marks and case.

        The last word may be a beginning, see `terms_of`, which also says what is refused.
        """
        from core.duty.terms import mentions, terms_of

        terms = terms_of(typed)
        if not terms:
            return ()
        self.log.catch_up(mentions)
        return self.read(self.log.find(terms, before, limit))

    def entry(self, seq: int) -> Entry | None:
        """Return one entry, or None when there is no such number."""
        row = self.log.row(seq)
        return None if row is None else self.read([row])[0]

    def count(self) -> int:
        """Return how many entries there are, the opening one included."""
        return self.log.count()

    def last_written_at(self) -> str | None:
        """Return when the newest entry was written (UTC, ISO); None without a readable one."""
        row = self.log.last()
        return None if row is None else to_entry(row).written or None

    def under(self, topic: str, newest: int | None = None) -> tuple[Entry, ...]:
        """Return the entries under a topic, oldest first; with `newest` only the last ones."""
        return self.read(self.log.under(topic, newest))

    def unclosed(self, topic: str, until: int | None = None) -> tuple[Entry, ...]:
        """Return the entries under a topic that no later entry closes, oldest first.

        With `until` as they stood when that entry was written.
        """
        return self.read(self.log.unclosed(topic, until))

    def keys_in_use(self) -> tuple[str, ...]:
        """Return the public keys that the book made known and has not taken out of use."""
        from core.duty.terms import REPLACES

        entries = (to_entry(row) for row in self.log.key_entries())
        replaced = {each.about.get(REPLACES) for each in entries}
        return tuple(each for each in self.log.enrolled_keys() if each not in replaced)

    def verify(self) -> LogVerdict:
        """Say whether the book is whole, see `verify_book`; an empty book is.

        It is also held against every receipt of the office above that is kept here.
        """
        from core.duty.verify import verify_book
        from core.duty.witnesses import held_against

        notes = [each.note for each in self._store.sending.receipts() if each.note]
        return held_against(verify_book(self.log), self.log, notes)

    def root(self) -> str:
        """Return the root over all entries (hexadecimal); empty for an empty or broken book."""
        from core.seal.tree import MissingNodeError, root_of

        count = self.log.count()
        try:
            return root_of(count, self.log.node).hex() if count else ""
        except MissingNodeError:
            return ""

    def read(self, rows: Sequence[LogRow]) -> tuple[Entry, ...]:
        """Return what rows say, and by which entries they are corrected."""
        corrected = self.log.corrections_of([row.seq for row in rows])
        return tuple(
            replace(to_entry(row), superseded_by=corrected[row.seq][0])
            if row.seq in corrected
            else to_entry(row)
            for row in rows
        )
