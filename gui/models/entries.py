"""The duty book as a list, oldest at the top like a book on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.duty import ClockFlag, Entry
from core.words import Words
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()
_MINUTES_THAT_COUNT = 5
"""Written this much after the event, an entry is marked as late."""


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
            return entry.text
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
            entry.author,
            *marks(entry, words),
            entry.text,
        )
        return ", ".join(each for each in parts if each)


def marks(entry: Entry, words: Words) -> tuple[str, ...]:
    """Return what is to be noted about an entry: written late, or under an odd clock."""
    late = entry.minutes_late
    found = []
    if late >= _MINUTES_THAT_COUNT:
        found.append(words.say("duty.mark.late", duration=late * 60))
    if entry.clock_flag is ClockFlag.TURNED_BACK:
        found.append(words.say("duty.mark.clock_back"))
    if entry.clock_flag is ClockFlag.BEFORE_RELEASE:
        found.append(words.say("duty.mark.before_release"))
    if entry.clock_flag is ClockFlag.ODD_EVENT_TIME:
        found.append(words.say("duty.mark.odd_event_time"))
    return tuple(found)
