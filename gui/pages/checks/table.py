"""The table of checks: badges, wide rows, copying as tab-separated text."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from core.model.result import Finding, Result
from gui.desk import Desk
from gui.look import Role
from gui.models.findings import Column, FindingsFilter
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.badge import badge_size, draw_badge
from gui.widgets.lists import draw_ground, dress_list, is_selected, rect_of, write

_ROW = 34
_PAD = 10
_ROOMY = 700
_WIDEST = {Column.SEVERITY: 118, Column.CHECK: 204, Column.SINCE: 110}


class FindingCells(QStyledItemDelegate):
    """Draws the cells: the result as a badge, the name of the selected check in bold."""

    def __init__(self, desk: Desk, view: QTableView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._desk.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell."""
        finding, look, rect = index.data(VALUE), self._desk.look, rect_of(option)
        assert isinstance(finding, Finding)  # noqa: S101 - for types
        selected = is_selected(option, index)
        first = index.column() == Column.RESULT
        draw_ground(painter, rect, look, selected, line=True, bar=first)
        text = str(index.data())
        if first:
            middle = rect.center().y() + 0.5
            draw_badge(painter, rect.left() + _PAD, middle, finding.result, text, look)
            return
        ink = look.selected_text if selected else look.text
        if index.column() == Column.SINCE and not selected:
            ink = look.soft
        bold = index.column() == Column.CHECK and selected
        room = QRect(rect.left() + _PAD, rect.top(), rect.width() - _PAD - 4, rect.height())
        write(painter, room, text, look, Role.NAME if bold else Role.BODY, ink)


class _Headings(QHeaderView):
    """Headings in soft ink on the sunk surface; an arrow marks the column that is sorted by."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self.setFont(desk.look.font(Role.SMALL_NAME))
        self.setMinimumHeight(desk.look.px(32))
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Draw one heading."""
        look = self._desk.look
        painter.fillRect(rect, QColor(look.sunk))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(look.line))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        room = rect.adjusted(_PAD, 0, -4, 0)
        used = write(painter, room, text, look, Role.SMALL_NAME, look.soft)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            down = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            size = look.px(14)
            box = QRectF(room.left() + used + 4, rect.center().y() - size / 2 + 1, size, size)
            name = "chevron-down" if down else "chevron-up"
            self._desk.icons.draw(painter, box, name, look.soft)


class FindingsTable(QTableView):
    """Rows are whole; arrows move; Ctrl+C copies the chosen rows with their headings."""

    chosen = Signal()
    left = Signal()
    opened = Signal()

    def __init__(self, desk: Desk, model: FindingsFilter) -> None:
        """Show a filtered model."""
        super().__init__()
        self._desk = desk
        dress_list(self, desk.look)
        self.setItemDelegate(FindingCells(desk, self))
        self.setHorizontalHeader(_Headings(desk))
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(desk.look.px(_ROW))
        self.sortByColumn(Column.RESULT, Qt.SortOrder.AscendingOrder)
        self.setAccessibleName(desk.say("pages.checks.name"))
        self.setMinimumHeight(desk.look.px(120))
        self._dress_head()
        self.selectionModel().selectionChanged.connect(lambda *both: self.chosen.emit())
        self.activated.connect(lambda index: self.opened.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep result, check and found where there is no room for all columns."""
        super().resizeEvent(event)
        tight = event.size().width() < self._desk.look.px(_ROOMY)
        if tight != self.isColumnHidden(Column.SINCE):
            for column in (Column.SEVERITY, Column.SINCE):
                self.setColumnHidden(column, tight)

    def sizeHint(self) -> QSize:
        """Ask for the least height; the page gives what it has."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def current_finding(self) -> Finding | None:
        """Return the finding of the current row."""
        value = self.currentIndex().data(VALUE)
        return value if isinstance(value, Finding) else None

    def choose(self, check: str) -> None:
        """Make a check's row current; the first row when it is not shown."""
        model = self.model()
        rows = range(model.rowCount())
        found = (row for row in rows if model.index(row, 0).data(VALUE).check == check)
        row = next(found, 0)
        if model.rowCount():
            flags = QItemSelectionModel.SelectionFlag
            how = flags.ClearAndSelect | flags.Rows
            self.selectionModel().setCurrentIndex(model.index(row, 0), how)

    def as_text(self) -> str:
        """Return the chosen rows as tab-separated text with headings."""
        model = self.model()
        chosen = sorted(each.row() for each in self.selectionModel().selectedRows())
        rows = chosen or range(model.rowCount())
        across = Qt.Orientation.Horizontal
        lines = [[str(model.headerData(each, across)) for each in Column]]
        lines += [[_cell(model.index(row, each).data()) for each in Column] for row in rows]
        return "\n".join("\t".join(line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy rows on the copy keys; leave the rest to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._desk.copy(self.as_text())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell the evidence panel."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def _dress_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.FOUND, QHeaderView.ResizeMode.Stretch)
        self._size_columns()

    def _size_columns(self) -> None:
        look, say = self._desk.look, self._desk.say
        words = [say(f"common.result.{each}") for each in Result]
        badge = max(badge_size(word, look).width() for word in words)
        self.setColumnWidth(Column.RESULT, badge + 2 * _PAD + 4)
        metrics = QFontMetrics(look.font(Role.NAME))
        for column, widest in _WIDEST.items():
            texts = self._texts(column)
            needed = max((metrics.horizontalAdvance(each) for each in texts), default=0)
            self.setColumnWidth(column, min(needed + 2 * _PAD, look.px(widest)))

    def _texts(self, column: Column) -> list[str]:
        model = self.model()
        head = str(model.headerData(column, Qt.Orientation.Horizontal)) + "    "
        return [head] + [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def fit(self) -> None:
        """Size the columns after the rows changed."""
        self._size_columns()


def _cell(value: object) -> str:
    return " ".join(str(value).split())
