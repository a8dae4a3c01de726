"""Open items: what is carried from shift to shift until an entry closes it."""

from collections.abc import Callable
from dataclasses import replace

from core.duty.book import DutyBook
from core.duty.compose import CLOSES, FOLLOWS, TOPICS, Draft
from core.duty.typed import clean_name, clean_text, read_event_time
from core.model.change import Change, Kind
from core.model.duty import Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.moments import from_text, to_text
from core.model.shift import OpenItem
from core.words import Words

TOPIC = "open"

_CHANGED = Change(frozenset({Kind.DUTY}))


class OpenItems:
    """What the faces may ask of open items. They are entries; closing one is another entry."""

    def __init__(
        self,
        book: Callable[[], DutyBook],
        words: Callable[[], Words],
        now: Callable[[], str],
        on_duty: Callable[[], str],
    ) -> None:
        """Take the ways to the book, the words, the time (UTC, ISO) and the person on duty."""
        self._book = book
        self._words = words
        self._now = now
        self._on_duty = on_duty

    def all(self, until: int | None = None) -> tuple[OpenItem, ...]:
        """Return what is still to be seen to, oldest first; corrected texts as corrected.

        With `until` what was still to be seen to when that entry was written.
        """
        book = self._book()
        return tuple(_item(each, book) for each in book.unclosed(TOPIC, until))

    def add(self, text: str, due: str = "", author: str = "") -> Change:
        """Write down something that is carried from shift to shift until it is closed.

        KnownError: no text, or a time that is none.
        """
        about = {TOPICS: TOPIC}
        if due.strip():
            about["due"] = to_text(read_event_time(due, from_text(self._now())))
        self._write(Draft(kind=EntryKind.OTHER, author=author, text=clean_text(text), about=about))
        return _CHANGED

    def close(self, seq: int, text: str = "", author: str = "") -> Change:
        """Close an open item, with a word on how; KnownError where it is none, or closed."""
        if all(each.seq != seq for each in self.all()):
            raise KnownError("no_open_item", Exit.USAGE, seq=seq)
        said = clean_text(text) if text.strip() else self._words().say("shift.said.closed", seq=seq)
        about = {CLOSES: str(seq), FOLLOWS: str(seq)}
        self._write(Draft(kind=EntryKind.OTHER, author=author, text=said, about=about))
        return _CHANGED

    def _write(self, draft: Draft) -> None:
        book = self._book()
        author = clean_name(draft.author) or self._on_duty() or book.account
        book.write_together(lambda: (replace(draft, author=author),))


def _item(entry: Entry, book: DutyBook) -> OpenItem:
    latest: Entry | None = entry
    text = entry.text
    while latest is not None and latest.superseded_by is not None:
        latest = book.entry(latest.superseded_by)
        text = text if latest is None else latest.text
    return OpenItem(
        seq=entry.seq,
        text=text,
        since=entry.at,
        author=entry.author,
        due=entry.about.get("due", ""),
    )
