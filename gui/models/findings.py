"""The findings of a run as a table, and the filter over it."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)

from core.model.result import Finding, Result
from core.words import Words, fold
from gui import told
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()
SORT = VALUE + 1
"""The role by which a column is sorted."""

_RANK = {
    Result.FAIL: 0,
    Result.WARN: 1,
    Result.UNKNOWN: 2,
    Result.WAIVED: 3,
    Result.PASS: 4,
    Result.NOT_APPLICABLE: 5,
}
_UNRESOLVED = (Result.FAIL, Result.WARN, Result.UNKNOWN)


class Column(IntEnum):
    """The columns of the table."""

    RESULT = 0
    SEVERITY = 1
    CHECK = 2
    FOUND = 3
    SINCE = 4


class FindingsModel(QAbstractTableModel):
    """The findings of one run, in words."""

    def __init__(self, words: Words, now: str, parent: QObject | None = None) -> None:
        """Start empty; `now` is what “days ago” counts from."""
        super().__init__(parent)
        self._words, self._now = words, now
        self._findings: tuple[Finding, ...] = ()
        self._since: Mapping[str, str] = {}

    def show(self, findings: Sequence[Finding], since: Mapping[str, str], now: str) -> None:
        """Show other findings; `since` says by check id since when its result holds (ISO)."""
        self.beginResetModel()
        self._findings, self._since, self._now = tuple(findings), since, now
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many findings there are."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the heading of a column."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(Column):
            return self._words.say(f"pages.checks.column.{Column(section).name.lower()}")
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, the finding of its row, or what the column sorts by."""
        if not index.isValid():
            return None
        finding, column = self._findings[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(finding, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self.text(finding, each) for each in Column)
        if role == SORT:
            return self._key(finding, column)
        return finding if role == VALUE else None

    def text(self, finding: Finding, column: Column) -> str:
        """Return what stands in a cell."""
        words = self._words
        if column is Column.RESULT:
            return words.say(f"common.result.{finding.result}")
        if column is Column.SEVERITY:
            weighs = finding.result in (*_UNRESOLVED, Result.WAIVED)
            key = f"common.severity.{finding.severity}" if weighs else "common.no_value"
            return words.say(key)
        if column is Column.CHECK:
            return told.title(words, finding.check)
        if column is Column.FOUND:
            return told.sentence(words, finding, self._now)
        return self._since_text(finding)

    def findings(self) -> tuple[Finding, ...]:
        """Return all findings."""
        return self._findings

    def _since_text(self, finding: Finding) -> str:
        since = self._since.get(finding.check)
        if since is None or finding.result not in (*_UNRESOLVED, Result.WAIVED):
            return self._words.say("common.no_value")
        return self._words.date(since)

    def _key(self, finding: Finding, column: Column) -> str:
        """Return a text whose order is the order of the column."""
        by_result = f"{_RANK[finding.result]}{9 - finding.severity.rank}{finding.check}"
        if column is Column.RESULT:
            return by_result
        if column is Column.SEVERITY:
            return f"{9 - finding.severity.rank}{by_result}"
        if column is Column.SINCE:
            return self._since.get(finding.check, "9999") + by_result
        return fold(self.text(finding, column)) + by_result


class FindingsFilter(QSortFilterProxyModel):
    """Shows findings of some results whose text holds what is searched, marks left aside."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show everything, unresolved first."""
        super().__init__(parent)
        self._result: Result | None = None
        self._searched = ""
        self.setSortRole(SORT)

    def show_result(self, result: Result | None) -> None:
        """Show findings of one result, or of all when None."""
        self._result = result
        self.invalidate()

    def search(self, text: str) -> None:
        """Show findings that hold every word of a text, in any spelling of its marks."""
        self._searched = text
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        """Say whether a row is shown."""
        model = self.sourceModel()
        assert isinstance(model, FindingsModel)  # noqa: S101 - for types
        finding = model.findings()[row]
        if self._result is not None and finding.result is not self._result:
            return False
        texts = (model.text(finding, each) for each in Column)
        whole = fold(" ".join((finding.check, *texts)))
        return all(each in whole for each in fold(self._searched).split())
