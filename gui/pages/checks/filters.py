"""The filter row: search, and one button for each result with its count."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from core.model.result import Result
from gui.desk import Desk
from gui.look import Role
from gui.panels import draw_button
from gui.widgets.flow import Flow
from gui.widgets.shapes import draw_shape

FILTERS: tuple[Result | None, ...] = (
    None,
    Result.FAIL,
    Result.WARN,
    Result.UNKNOWN,
    Result.WAIVED,
    Result.PASS,
)
_ICON = 14


class FilterButton(QPushButton):
    """A result's shape, word and count; pressed while it filters."""

    def __init__(self, desk: Desk, result: Result | None) -> None:
        """Stand for a result, or for all of them."""
        super().__init__()
        self._desk, self._result = desk, result
        self._count = 0
        self.setCheckable(True)
        self.setFont(desk.look.font(Role.BODY))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        key = "pages.checks.all" if result is None else f"common.result.{result}"
        self.setText(desk.say(key))

    def count(self, number: int) -> None:
        """Show how many there are."""
        self._count = number
        self.setAccessibleName(f"{self.text()}, {number}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for shape, word and count."""
        look = self._desk.look
        width = self.fontMetrics().horizontalAdvance(self.text() + "  ") + look.px(24)
        width += self._bold().horizontalAdvance(str(self._count))
        if self._result is not None:
            width += look.px(_ICON) + 6
        return QSize(width, max(look.px(30), round(self.fontMetrics().height() * 1.8)))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw panel, shape, word and count."""
        look = self._desk.look
        painter = QPainter(self)
        draw_button(
            painter,
            QRectF(self.rect()),
            look,
            strong=self.isChecked(),
            enabled=self.isEnabled(),
            down=self.isDown(),
            under_mouse=self.underMouse(),
        )
        left = float(look.px(12))
        if self._result is not None:
            size = look.px(_ICON)
            box = QRectF(left, (self.height() - size) / 2, size, size)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.card))
                painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 3, 3)
            draw_shape(painter, box, self._result, look)
            left = box.right() + 6
        painter.setPen(QColor(self._ink()))
        painter.setFont(self.font())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self.text())
        left += self.fontMetrics().horizontalAdvance(self.text() + "  ")
        painter.setFont(look.font(Role.NAME))
        number = str(self._count)
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, number)

    def _ink(self) -> str:
        look = self._desk.look
        if not self.isEnabled():
            return look.soft
        return look.on_accent if self.isChecked() else look.text

    def _bold(self) -> QFontMetrics:
        return QFontMetrics(self._desk.look.font(Role.NAME))


class FilterRow(QWidget):
    """Search at the left, then the results. `chose` carries a Result or None."""

    chose = Signal(object)
    searched = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Filter by nothing."""
        super().__init__()
        look = desk.look
        flow = Flow(self, across=8, down=6)
        self.search = QLineEdit()
        self.search.setFont(look.font(Role.BODY))
        self.search.setPlaceholderText(desk.say("pages.checks.search"))
        self.search.setAccessibleName(desk.say("pages.checks.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setTextMargins(6, 0, 6, 0)
        icon = desk.icons.icon("search", look.soft, look.px(16))
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setFixedWidth(look.px(210))
        self.search.setMinimumHeight(look.px(30))
        self.search.textChanged.connect(self.searched)
        flow.addWidget(self.search)
        self._group = QButtonGroup(self)
        self._buttons = {each: FilterButton(desk, each) for each in FILTERS}
        for result, button in self._buttons.items():
            self._group.addButton(button)
            flow.addWidget(button)
            button.clicked.connect(lambda checked=False, chosen=result: self.chose.emit(chosen))
        self._buttons[None].setChecked(True)

    def count(self, counts: Mapping[Result, int]) -> None:
        """Show the counts; a result without any has no button."""
        for result, button in self._buttons.items():
            number = sum(counts.values()) if result is None else counts.get(result, 0)
            button.count(number)
            button.setVisible(result is None or number > 0 or button.isChecked())

    def button(self, result: Result | None) -> FilterButton:
        """Return the button of a result."""
        return self._buttons[result]

    def clear(self) -> None:
        """Filter by nothing again."""
        self.search.clear()
        self._buttons[None].click()
