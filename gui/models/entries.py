"""The duty book as a list, oldest at the top like a book on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.duty import BY_PROGRAM, ClockFlag, Entry
from core.words import Words, visible
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()


class EntriesModel(QAbstractListModel):
    """The newest pages of the book; older ones are put on top when asked for."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._words = words
        self._entries: list[Entry] = []

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many entries are loaded."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry in one line, for a screen reader in full, or the entry itself."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == VALUE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(entry, self._words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    @property
    def first_seq(self) -> int | None:
        """Return the number of the oldest entry loaded."""
        return self._entries[0].seq if self._entries else None

    @property
    def last_seq(self) -> int:
        """Return the number of the newest entry loaded; 0 when there is none."""
        return self._entries[-1].seq if self._entries else 0

    def show(self, newest_first: Sequence[Entry]) -> None:
        """Show a page of the book and nothing else."""
        self.beginResetModel()
        self._entries = list(reversed(newest_first))
        self.endResetModel()

    def add_older(self, newest_first: Sequence[Entry]) -> None:
        """Put a page on top."""
        if newest_first:
            self.beginInsertRows(_NOWHERE, 0, len(newest_first) - 1)
            self._entries[:0] = reversed(newest_first)
            self.endInsertRows()

    def renew(self, entries: Sequence[Entry]) -> None:
        """Take entries that are loaded already as they are now: one may have been corrected."""
        rows = {each.seq: row for row, each in enumerate(self._entries)}
        for each in entries:
            row = rows.get(each.seq)
            if row is not None and self._entries[row] != each:
                self._entries[row] = each
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, seq: int) -> int:
        """Return the row of an entry, -1 where it is not loaded."""
        return next((row for row, each in enumerate(self._entries) if each.seq == seq), -1)

    def add_newer(self, newest_first: Sequence[Entry]) -> None:
        """Add entries written since, at the end."""
        new = [each for each in reversed(newest_first) if each.seq > self.last_seq]
        if new:
            place = len(self._entries)
            self.beginInsertRows(_NOWHERE, place, place + len(new) - 1)
            self._entries.extend(new)
            self.endInsertRows()

    def _spoken(self, entry: Entry) -> str:
        words = self._words
        parts = (
            words.moment(entry.at),
            words.say(f"duty.kind.{entry.kind}.name"),
            visible(entry.author),
            *marks(entry, words),
            *notes(entry, words),
            text_of(entry, words),
        )
        return ", ".join(each for each in parts if each)


def text_of(entry: Entry, words: Words) -> str:
    """Return what an entry says; one that the program wrote says what its kind says.

    Marks that would turn or hide the text are written out: the book keeps them as they came.
    """
    if entry.text or entry.kind not in BY_PROGRAM:
        return visible(entry.text)
    return words.say(f"duty.kind.{entry.kind}.template")


def marks(entry: Entry, words: Words) -> tuple[str, ...]:
    """Return what is odd about an entry: it was written late, or by a clock that was wrong."""
    found = []
    if entry.is_late:
        found.append(words.say("duty.mark.late", duration=entry.minutes_late * 60))
    if entry.clock_flag is not ClockFlag.NONE:
        found.append(words.say(f"duty.mark.{entry.clock_flag}"))
    return tuple(found)


def notes(entry: Entry, words: Words) -> tuple[str, ...]:
    """Return what belongs to an entry and is as it should be: its PIN, corrections, links."""
    found = []
    if entry.is_author_verified:
        found.append(words.say("duty.mark.verified"))
    if entry.supersedes is not None:
        found.append(words.say("duty.mark.corrects", seq=entry.supersedes, reason=entry.reason))
    if entry.follows is not None and entry.kind not in BY_PROGRAM:
        found.append(words.say("duty.mark.follows", seq=entry.follows))
    if entry.attachments:
        found.append(words.say("duty.mark.files", count=len(entry.attachments)))
    if entry.superseded_by is not None:
        found.append(words.say("duty.mark.corrected", seq=entry.superseded_by))
    return tuple(found)
