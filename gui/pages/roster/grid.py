"""The grid of a roster: cells drawn with their marks, filled by typing names."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.model.outcome import Result
from core.words import fold
from gui.desk import Desk
from gui.look import Role
from gui.models.roster import CellSight, CellState, RosterModel
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.lists import dress_list, is_selected, rect_of, write
from gui.widgets.shapes import draw_shape

_LABEL, _DAY, _ROW, _HEAD, _NOTE = 150, 156, 56, 48, 36
_FOLDED = VALUE + 1


class NameCompleter(QCompleter):
    """Offers names whose words hold what is typed, with or without marks."""

    def __init__(self, names: tuple[str, ...], parent: QWidget) -> None:
        """Offer some names."""
        super().__init__(parent)
        model = QStandardItemModel(self)
        for name in names:
            item = QStandardItem(name)
            item.setData(fold(name), _FOLDED)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def splitPath(self, path: str) -> list[str]:
        """Look for what is typed without marks."""
        return [fold(path).strip()]

    def meant(self, typed: str) -> str:
        """Return the name that alone is offered for what is typed; else what is typed."""
        prefix = self.splitPath(typed)[0]
        self.setCompletionPrefix(prefix)
        alone = bool(prefix) and self.completionCount() == 1
        return self.currentCompletion() if alone else typed

    def pathFromIndex(self, index: AnyIndex) -> str:
        """Give the name as it is written."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class RosterCells(QStyledItemDelegate):
    """Draws cells and edits them."""

    typed = Signal(object, str)

    def __init__(self, desk: Desk, view: QTableView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk
        self.names: tuple[str, ...] = ()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Return a field that offers names; notes are free text."""
        field = QLineEdit(parent)
        field.setFont(self._desk.look.font(Role.BODY))
        field.setTextMargins(6, 0, 6, 0)
        field.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        sight = index.data(VALUE)
        if isinstance(sight, CellSight) and sight.state is not CellState.NOTE:
            field.setCompleter(NameCompleter(self.names, field))
            field.returnPressed.connect(lambda: self._take_offer(field))
            field.setPlaceholderText(self._desk.say("roster.page.type_name"))
        return field

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Begin with what stands there, selected."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Tell what was typed, or the one name offered for it; the house decides."""
        if isinstance(editor, QLineEdit):
            names = editor.completer()
            typed = editor.text()
            self.typed.emit(
                index, names.meant(typed) if isinstance(names, NameCompleter) else typed
            )

    def _take_offer(self, field: QLineEdit) -> None:
        """Let Enter end the editing also while names are offered: Qt only closes the offer."""
        names = field.completer()
        offer = names.popup() if names is not None else None
        if offer is not None and offer.isVisible():
            QTimer.singleShot(0, field, lambda: self._finish(field))

    def _finish(self, field: QLineEdit) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of a cell."""
        return QSize(self._desk.look.px(_DAY), self._desk.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell."""
        look, rect, sight = self._desk.look, rect_of(option), index.data(VALUE)
        assert isinstance(sight, CellSight)  # noqa: S101 - for types
        chosen = is_selected(option, index)
        long = sight.state in (CellState.LONG, CellState.TWICE)
        # Over the ground of the view's own selection: here a frame shows it, words stay legible.
        tinted = long and not look.no_fill
        painter.fillRect(rect, look.tint(Result.WARN) if tinted else QColor(look.card))
        self._draw_lines(painter, rect)
        if sight.state is CellState.EMPTY:
            self._draw_empty(painter, rect, sight)
        elif long:
            self._draw_long(painter, rect, sight)
        else:
            self._draw_names(painter, rect, sight.names)
        if chosen:
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_lines(self, painter: QPainter, rect: QRect) -> None:
        line = QColor(self._desk.look.line)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line)

    def _halves(self, rect: QRect) -> tuple[QRect, QRect]:
        half = rect.height() // 2
        upper = QRect(rect.left() + 10, rect.top() + 4, rect.width() - 16, half - 4)
        return upper, upper.translated(0, half - 5)

    def _draw_names(self, painter: QPainter, rect: QRect, names: tuple[str, ...]) -> None:
        look = self._desk.look
        if len(names) < 2:
            room = rect.adjusted(10, 0, -6, 0)
            write(painter, room, "".join(names), look, Role.BODY, look.text)
            return
        upper, lower = self._halves(rect)
        write(painter, upper, names[0], look, Role.BODY, look.text)
        write(painter, lower, "; ".join(names[1:]), look, Role.BODY, look.text)

    def _draw_empty(self, painter: QPainter, rect: QRect, sight: CellSight) -> None:
        look = self._desk.look
        painter.save()
        painter.setPen(QPen(QColor(look.fail), 1.2, Qt.PenStyle.DashLine))
        painter.drawRect(rect.adjusted(4, 4, -5, -5))
        painter.restore()
        upper, lower = self._halves(rect)
        self._draw_marked(painter, upper, Result.FAIL, self._words(sight), look.fail)
        write(painter, lower, self._desk.say("roster.page.choose"), look, Role.SMALL, look.link)

    def _draw_long(self, painter: QPainter, rect: QRect, sight: CellSight) -> None:
        look = self._desk.look
        upper, lower = self._halves(rect)
        write(painter, upper, "; ".join(sight.names), look, Role.BODY, look.text)
        self._draw_marked(painter, lower, Result.WARN, self._words(sight), look.warn)

    def _draw_marked(
        self, painter: QPainter, room: QRect, result: Result, text: str, ink: str
    ) -> None:
        look, size = self._desk.look, self._desk.look.px(13)
        top = room.center().y() - size / 2 + 1
        draw_shape(painter, QRectF(room.left(), top, size, size), result, look)
        room = room.adjusted(size + 6, 0, 0, 0)
        write(painter, room, text, look, Role.SMALL_NAME, ink)

    def _words(self, sight: CellSight) -> str:
        return self._desk.say(f"roster.cell_state.{sight.state}", hours=sight.hours)


class GridHead(QHeaderView):
    """The head over the days or beside the lines: what it is, and softly what more there is."""

    def __init__(self, desk: Desk, orientation: Qt.Orientation, parent: QTableView) -> None:
        """Draw flat, like the table under it."""
        super().__init__(orientation, parent)
        self._desk = desk
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setAutoFillBackground(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw two lines of text."""
        look = self._desk.look
        said = self.model().headerData(section, self.orientation())
        upper, _, lower = str(said or "").partition("\n")
        painter.fillRect(rect, QColor(look.sunk))
        line = QColor(look.line)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line)
        room = rect.adjusted(10, 0, -6, 0)
        if lower:
            half = room.height() // 2
            top = QRect(room.left(), room.top() + 4, room.width(), half - 4)
            write(painter, top, upper, look, Role.NAME, look.text)
            write(painter, top.translated(0, half - 6), lower, look, Role.SMALL, look.soft)
        else:
            write(painter, room, upper, look, Role.NAME, look.text)


class RosterGrid(QTableView):
    """The table. Enter edits, typing filters names, Del empties."""

    emptied = Signal()

    def __init__(self, desk: Desk, model: RosterModel) -> None:
        """Show a model."""
        super().__init__()
        self._desk = desk
        dress_list(self, desk.look)
        self.cells = RosterCells(desk, self)
        self.setItemDelegate(self.cells)
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(desk.say("pages.roster.name"))
        self._dress_heads()

    def fit(self) -> None:
        """Share the width among the days, none narrower than a name needs, and ask for height."""
        rows, model, look = self.verticalHeader(), self.model(), self._desk.look
        count, lines = model.columnCount(), model.rowCount()
        if not count:
            return
        for row in range(lines):
            rows.resizeSection(row, look.px(_ROW if row < lines - 1 else _NOTE))
        room = self.viewport().width()
        width = max(look.px(_DAY), room // count)
        for column in range(count):
            last = column == count - 1 and width * count <= room
            self.setColumnWidth(column, room - width * column if last else width)
        bar = 0 if width * count <= room else self.horizontalScrollBar().sizeHint().height()
        height = look.px(_HEAD) + rows.length() + bar + 2
        self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter, empty on Del."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._edits():
            self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._edits():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Share the width anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def _edits(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _dress_heads(self) -> None:
        look = self._desk.look
        days = GridHead(self._desk, Qt.Orientation.Horizontal, self)
        lines = GridHead(self._desk, Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(days)
        self.setVerticalHeader(lines)
        self.setCornerButtonEnabled(False)
        days.setFixedHeight(look.px(_HEAD))
        lines.setFixedWidth(look.px(_LABEL))
