"""Bars: coverage by result, progress, and the trend of open items."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model.outcome import Result
from gui.ink import fill, outline, rounded
from gui.look import Look, Role
from gui.numbers import ALIGN_BOTTOM, ALIGN_RIGHT

_ORDER = (Result.PASS, Result.WARN, Result.FAIL, Result.UNKNOWN, Result.WAIVED)
_HOLLOW = (Result.UNKNOWN, Result.WAIVED)
_GAP = 2
_LEAST = 6
_THICK = 10
_TALLER = 6
_HATCH_WIDTH, _HATCH_STEP = 2.5, 5.5


def draw_segment(painter: QPainter, room: QRectF, result: Result, look: Look) -> None:
    """Draw a segment of a bar into a room, in the middle of its height."""
    ink = look.ink(result)
    tall = _THICK + (_TALLER if result is Result.FAIL else 0)
    rect = QRectF(room.left(), room.center().y() - tall / 2, room.width(), tall)
    if result in _HOLLOW:
        outline(painter, rect.adjusted(0.75, 0.75, -0.75, -0.75), ink, 1.5)
    elif result is Result.WARN:
        fill(painter, rect, QColor(look.card))
        _hatch(painter, rect, ink)
    else:
        fill(painter, rect, ink)


def _hatch(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    """Hatch more boldly than Qt's pattern, which is too fine to be seen in a thin bar."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    lines, left = QPainterPath(), rect.left() - rect.height()
    while left < rect.right():
        lines.moveTo(left, rect.bottom())
        lines.lineTo(left + rect.height(), rect.top())
        left += _HATCH_STEP
    outline(painter, lines, ink, _HATCH_WIDTH)
    painter.restore()


class CoverageBar(QWidget):
    """Counts by result as segments that also differ in shape; the numbers stand beside it."""

    def __init__(self, counts: Mapping[Result, int], look: Look, spoken: str) -> None:
        """Show counts; `spoken` is what a screen reader says."""
        super().__init__()
        self._counts, self._look = counts, look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_THICK + _TALLER)
        self.setAccessibleName(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments."""
        painter = QPainter(self)
        left = 0.0
        for result, width in zip(_ORDER, self._widths(), strict=True):
            if width:
                self._segment(painter, result, left, width)
                left += width + _GAP

    def _widths(self) -> list[float]:
        numbers = [self._counts.get(each, 0) for each in _ORDER]
        shown = [each for each in numbers if each]
        room = self.width() - _GAP * max(0, len(shown) - 1) - _LEAST * len(shown)
        total = sum(shown) or 1
        return [_LEAST + room * each / total if each else 0.0 for each in numbers]

    def _segment(self, painter: QPainter, result: Result, left: float, width: float) -> None:
        draw_segment(painter, QRectF(left, 0, width, self.height()), result, self._look)


class TrendBars(QWidget):
    """Open items over the weeks, this week in the accent with its number."""

    def __init__(self, weeks: tuple[int | None, ...], look: Look, spoken: str) -> None:
        """Show weeks, oldest first; None leaves a gap."""
        super().__init__()
        self._weeks, self._look = weeks, look
        self.setMinimumSize(look.px(120), look.px(44))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar for each week and the number of the last."""
        painter = QPainter(self)
        look, last = self._look, self._weeks[-1] if self._weeks else None
        number = "" if last is None else str(last)
        painter.setFont(look.font(Role.PAGE))
        room = self.width() - painter.fontMetrics().horizontalAdvance(number) - 12
        step = room / max(1, len(self._weeks))
        highest = max((each for each in self._weeks if each is not None), default=0) or 1
        foot = self.height() - 2.0
        for place, count in enumerate(self._weeks):
            ink = look.accent if place == len(self._weeks) - 1 else look.edge
            if count is not None:
                tall = max(2.0, (foot - 4) * count / highest)
                painter.fillRect(
                    QRectF(place * step, foot - tall, max(3.0, step - 4), tall), QColor(ink)
                )
        painter.fillRect(QRectF(0, foot, room - 4, 1), QColor(look.edge))
        painter.setPen(QColor(look.accent))
        painter.drawText(QRectF(self.rect()), ALIGN_RIGHT | ALIGN_BOTTOM, number)


class ProgressBar(QWidget):
    """How many of how many; it moves by finished items and never backwards."""

    def __init__(self, look: Look) -> None:
        """Show nothing done."""
        super().__init__()
        self._look = look
        self._done, self._total = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a thin bar."""
        return QSize(self._look.px(120), self._look.px(14))

    def show_step(self, done: int, total: int, spoken: str) -> None:
        """Move to a step; `spoken` is what a screen reader says."""
        self._done, self._total = done, max(1, total)
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw outline and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        frame = rounded(rect, 2)
        fill(painter, frame, QColor(self._look.card))
        outline(painter, frame, QColor(self._look.edge))
        filled = QRectF(rect)
        filled.setWidth(rect.width() * min(1.0, self._done / self._total))
        fill(painter, rounded(filled, 2), QColor(self._look.accent))
