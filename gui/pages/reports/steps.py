"""The four steps at the left: done ones have a tick, the present one is solid."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import EnterButton

STEPS = ("whom", "what", "look", "send")
_RING = 24
_HEIGHT = 34


class _Step(EnterButton):
    """One step; pressing it goes there."""

    def __init__(self, desk: Desk, number: int, word: str) -> None:
        super().__init__()
        self._desk, self._number = desk, number
        self.place = 0
        self.setFont(desk.look.font(Role.BODY))
        self.setText(word)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return room for ring and word."""
        look = self._desk.look
        width = look.px(_RING) + 26 + self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, look.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a step is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring with its number or tick, and the word."""
        look, painter = self._desk.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = look.px(_RING)
        ring = QRectF(8, (self.height() - size) / 2, size, size).adjusted(1, 1, -1, -1)
        present, done = self._number == self.place, self._number < self.place
        colour = look.accent if present or done else look.edge
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.setBrush(QColor(look.accent) if present else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if done:
            inside = ring.adjusted(4, 4, -4, -4)
            self._desk.icons.draw(painter, inside, "check", look.accent)
        else:
            painter.setFont(look.font(Role.SMALL_NAME))
            painter.setPen(QColor(look.on_accent if present else look.soft))
            painter.drawText(ring, int(Qt.AlignmentFlag.AlignCenter), str(self._number + 1))
        painter.setFont(look.font(Role.NAME if present else Role.BODY))
        painter.setPen(QColor(look.accent if present else look.text))
        words = QRectF(ring.right() + 10, 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())


class StepList(QWidget):
    """The steps of a document."""

    def __init__(self, desk: Desk, go: Callable[[int], object]) -> None:
        """Call `go` with the number of a step that was pressed, from 0."""
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.steps = [
            _Step(desk, number, desk.say(f"reports.step.{name}"))
            for number, name in enumerate(STEPS)
        ]
        for number, each in enumerate(self.steps):
            each.clicked.connect(lambda checked=False, number=number: go(number))
            column.addWidget(each)

    def show_place(self, place: int) -> None:
        """Mark the present step."""
        for number, each in enumerate(self.steps):
            each.place = place
            state = "present" if number == place else "done" if number < place else "ahead"
            each.setAccessibleName(
                self._desk.say("reports.step_name", title=each.text(), number=number + 1)
            )
            each.setAccessibleDescription(self._desk.say(f"reports.state.{state}"))
            each.update()
