"""The machines of a sweep as a list."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.sweep import SweepRow
from gui.desk import Desk
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()


class SweepModel(QAbstractListModel):
    """One machine a row, in the order of the list."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._rows: Sequence[SweepRow] = ()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row as text, or as a value."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == VALUE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.tag
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def spoken(self, row: SweepRow) -> str:
        """Return everything a row says."""
        say = self._desk.say
        verdict = say(f"common.verdict.{row.verdict}") if row.verdict else ""
        parts = (row.tag, row.name, row.place, say(f"sweep.standing.{row.standing}"), verdict)
        return ", ".join(filter(None, parts))

    def put(self, rows: Sequence[SweepRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
