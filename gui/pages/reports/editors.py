"""Editors: one for each thing that a field of a form holds, and a table for rows of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.model.paper import FieldCard, PartCard
from gui.desk import Desk
from gui.look import Role
from gui.widgets.fields import choice_field
from gui.widgets.plain_text import PlainText

_HEIGHT = 30
_LONGEST = 4000
_LINES = 3
_ROWS = 4


class Lines(PlainText):
    """A text of several lines; Tab goes on to the next field."""

    def __init__(self, desk: Desk, text: str, lines: int = _LINES) -> None:
        """Show a text."""
        super().__init__(text)
        self.refused.connect(desk.trouble)
        self.setFont(desk.look.font(Role.BODY))
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines) + 14)


class Editor:
    """An editor and what it holds, as text."""

    def __init__(self, control: QWidget, read: Callable[[], str]) -> None:
        """Pair a control with the way to read it."""
        self.control = control
        self.read = read


def editor_of(desk: Desk, field: FieldCard, value: str, changed: Callable[[], object]) -> Editor:
    """Return the editor that suits a field."""
    if field.holds in ("choice", "truth"):
        return _choice(desk, field, value, changed)
    if field.many_lines:
        return lines_editor(desk, field.label, value, changed)
    line = QLineEdit(value)
    line.setFont(desk.look.font(Role.BODY))
    line.setTextMargins(6, 0, 6, 0)
    line.setMaxLength(_LONGEST)
    line.setMinimumHeight(desk.look.px(_HEIGHT))
    line.setAccessibleName(field.label)
    if field.holds in ("day", "moment", "count"):
        line.setPlaceholderText(desk.say(f"reports.like.{field.holds}"))
    line.textChanged.connect(lambda text: changed())
    return Editor(line, line.text)


def lines_editor(
    desk: Desk, label: str, value: str, changed: Callable[[], object], lines: int = _LINES
) -> Editor:
    """Return an editor of several lines."""
    text = Lines(desk, value, lines)
    text.setAccessibleName(label)
    text.textChanged.connect(changed)
    return Editor(text, text.toPlainText)


def _choice(desk: Desk, field: FieldCard, value: str, changed: Callable[[], object]) -> Editor:
    choices: Sequence[tuple[str, str]] = field.choices
    if field.holds == "truth":
        choices = tuple((each, desk.say(f"forms.{each}")) for each in ("true", "false"))
    options = [(desk.say("reports.not_chosen"), ""), *((word, each) for each, word in choices)]
    box = choice_field(desk, "reports.not_chosen", options, value, lambda chosen: changed())
    box.setAccessibleName(field.label)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return Editor(box, lambda: str(box.currentData()))


class _Table(QTableWidget):
    """Cells of text; what was copied from a spreadsheet can be pasted in."""

    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, empty cells, or let Tab leave the table at its end."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            for item in self.selectedItems():
                item.setText("")
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """Put lines and columns from the current cell on."""
        top, left = max(0, self.currentRow()), max(0, self.currentColumn())
        lines = text.rstrip("\n").split("\n")
        while self.rowCount() < top + len(lines) + 1:
            self.insertRow(self.rowCount())
        for down, line in enumerate(lines):
            for right, cell in enumerate(line.rstrip("\r").split("\t")):
                if left + right < self.columnCount():
                    self.setItem(top + down, left + right, QTableWidgetItem(cell.strip()))
        self.pasted.emit()


class RowsEditor(QWidget):
    """Rows of a form; the last one is always empty, so that one more can be typed."""

    def __init__(
        self,
        desk: Desk,
        part: PartCard,
        rows: Sequence[Mapping[str, Any]],
        changed: Callable[[], object],
    ) -> None:
        """Show rows."""
        super().__init__()
        self._part, self._changed = part, changed
        table = self.table = _Table(len(rows) + 1, len(part.fields))
        table.setFont(desk.look.font(Role.BODY))
        table.setAccessibleName(part.title)
        table.setHorizontalHeaderLabels([each.label for each in part.fields])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setFont(desk.look.font(Role.SMALL))
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(desk.look.px(_HEIGHT))
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        table.setFixedHeight(desk.look.px(_HEIGHT) * (_ROWS + 1) + 4)
        for down, row in enumerate(rows):
            for right, field in enumerate(part.fields):
                table.setItem(down, right, QTableWidgetItem(str(row.get(field.name, ""))))
        table.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        table.itemChanged.connect(self._typed)
        table.pasted.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(table)
        foot = QHBoxLayout()
        foot.addWidget(desk.text("reports.rows_hint", Role.SMALL, desk.look.soft), 1)
        take = desk.link("reports.take_row", self.take_row)
        take.setAccessibleDescription(part.title)
        foot.addWidget(take)
        column.addLayout(foot)

    def rows(self) -> list[dict[str, str]]:
        """Return the rows that hold something."""
        found = []
        for down in range(self.table.rowCount()):
            row = {
                field.name: text
                for right, field in enumerate(self._part.fields)
                if (item := self.table.item(down, right)) is not None
                and (text := item.text().strip())
            }
            if row:
                found.append(self._chosen(row))
        return found

    def take_row(self) -> None:
        """Take the current row away."""
        if 0 <= self.table.currentRow() < self.table.rowCount() - 1:
            self.table.removeRow(self.table.currentRow())
            self._changed()

    def _chosen(self, row: dict[str, str]) -> dict[str, str]:
        """Let people type the word of a choice, where the form keeps its short name."""
        for field in self._part.fields:
            for name, word in field.choices:
                if row.get(field.name, "").casefold() == word.casefold():
                    row[field.name] = name
        return row

    def _typed(self) -> None:
        last = self.table.rowCount() - 1
        if any(self.table.item(last, right) for right in range(self.table.columnCount())):
            self.table.insertRow(last + 1)
        self._changed()
