"""The head of the board's columns, and what the colours of its bars stand for."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.model.outcome import Result
from gui.desk import Desk
from gui.look import Role
from gui.pages.consolidation.rows import VERDICTS, columns
from gui.widgets.bars import draw_segment
from gui.widgets.lists import write

_RIGHT = ("of", "now")


class BoardHead(QWidget):
    """Names of the columns, over the rows they belong to."""

    def __init__(self, desk: Desk) -> None:
        """Draw for a desk."""
        super().__init__()
        self._desk = desk
        self.setFixedHeight(desk.look.px(30))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names."""
        painter, look = QPainter(self), self._desk.look
        painter.fillRect(self.rect(), QColor(look.sunk))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(look.line))
        for name, (left, width) in columns(0, self.width(), self._desk).items():
            inset = 12 if name == "bar" else 0
            room = QRect(left + inset, 0, width - 10 - inset, self.height())
            title = self._desk.say(f"exchange.page.column.{name}")
            write(painter, room, title, look, Role.SMALL, look.text, right=name in _RIGHT)


class Legend(QWidget):
    """A sample of each segment with its word."""

    def __init__(self, desk: Desk) -> None:
        """Show all verdicts."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for verdict, result in VERDICTS.items():
            row.addWidget(_Sample(desk, result))
            row.addWidget(
                desk.text(f"common.verdict.{verdict}", Role.SMALL, desk.look.soft, wrap=False)
            )
            row.addSpacing(4)


class _Sample(QWidget):
    def __init__(self, desk: Desk, result: Result) -> None:
        super().__init__()
        self._desk, self._result = desk, result
        self.setFixedSize(QSize(desk.look.px(14), desk.look.px(18)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sample."""
        draw_segment(QPainter(self), QRectF(self.rect()), self._result, self._desk.look)
