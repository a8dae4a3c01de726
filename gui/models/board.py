"""The rows of the board, filtered by what is typed and by standing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.board import Standing, UnitRow
from core.words import fold
from gui.desk import Desk
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()


class BoardModel(QAbstractListModel):
    """Every unit once, those that are overdue first."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._rows: Sequence[UnitRow] = ()
        self._shown: list[UnitRow] = []
        self._typed = ""
        self._standing: Standing | None = None
        self.most = 1

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row as text, or as a value."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == VALUE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.unit.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def spoken(self, row: UnitRow) -> str:
        """Return everything a row says, for a screen reader and for copying."""
        say = self._desk.say
        parts = [row.unit.name, say(f"exchange.standing.{row.standing}"), self.of(row)]
        parts += [f"{say(f'common.verdict.{kind}')} {n}" for kind, n in row.verdicts.items()]
        return ", ".join(parts)

    def of(self, row: UnitRow) -> str:
        """Return how many of how many machines."""
        declared = row.checked if row.unit.machines is None else row.unit.machines
        return f"{row.checked}/{declared}"

    def put(self, rows: Sequence[UnitRow]) -> None:
        """Show other rows."""
        self._rows = rows
        self.most = max((max(each.checked, each.unit.machines or 0) for each in rows), default=1)
        self._filter()

    def search(self, typed: str) -> None:
        """Show only units in whose name what is typed stands, without marks."""
        self._typed = typed
        self._filter()

    def stand(self, standing: Standing | None) -> None:
        """Show only units that stand there; all for None."""
        self._standing = standing
        self._filter()

    def _filter(self) -> None:
        wanted = " ".join(fold(self._typed).split())
        self.beginResetModel()
        self._shown = [
            each
            for each in self._rows
            if wanted in fold(each.unit.name) and self._standing in (None, each.standing)
        ]
        self.endResetModel()
