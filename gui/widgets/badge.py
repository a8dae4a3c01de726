"""Result badge: shape, word and tint, as a widget and for delegates."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.model.outcome import Result
from gui.ink import fill, outline, rounded
from gui.look import Look, Role
from gui.numbers import ALIGN_V_CENTER
from gui.widgets.shapes import draw_shape

_HEIGHT = 22
_ICON = 14
_LEFT, _GAP, _RIGHT = 6, 5, 9


def badge_size(word: str, look: Look) -> QSize:
    """Return the size of a badge with a word."""
    width = QFontMetricsF(look.font(Role.SMALL_NAME)).horizontalAdvance(word)
    return QSize(round(width) + look.px(_LEFT + _ICON + _GAP + _RIGHT) + 1, look.px(_HEIGHT))


def draw_badge(
    painter: QPainter, left: float, middle: float, result: Result, word: str, look: Look
) -> None:
    """Draw a badge whose left edge and vertical middle are given."""
    size = badge_size(word, look)
    rect = QRectF(left, middle - size.height() / 2, size.width(), size.height())
    ink = look.ink(result)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = 0.5 if look.no_fill else 0
    ground = rounded(rect.adjusted(inset, inset, -inset, -inset), rect.height() / 2)
    fill(painter, ground, look.tint(result))
    if look.no_fill:
        outline(painter, ground, ink)
    icon = look.px(_ICON)
    shape = QRectF(rect.left() + look.px(_LEFT), middle - icon / 2, icon, icon)
    draw_shape(painter, shape, result, look, look.tint(result).name())
    painter.setPen(ink)
    painter.setFont(look.font(Role.SMALL_NAME))
    words = QRectF(shape.right() + look.px(_GAP), rect.top(), rect.width(), rect.height())
    painter.drawText(words, ALIGN_V_CENTER, word)
    painter.restore()


class Badge(QWidget):
    """A result's badge; it is read as its word."""

    def __init__(self, result: Result, word: str, look: Look) -> None:
        """Show a result."""
        super().__init__()
        self._result, self._word, self._look = result, word, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """Return the size of the badge."""
        return badge_size(self._word, self._look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        middle = self.height() / 2
        draw_badge(QPainter(self), 0, middle, self._result, self._word, self._look)


class Shape(QWidget):
    """A result's shape alone; a word always stands beside it."""

    def __init__(self, result: Result, word: str, look: Look, size: int = 18) -> None:
        """Show a result's shape in a square of `size` pixels at full scale."""
        super().__init__()
        self._result, self._look = result, look
        self.setFixedSize(look.px(size), look.px(size))
        self.setAccessibleName(word)
        self.setToolTip(word)

    def change(self, result: Result, word: str) -> None:
        """Show another result."""
        self._result = result
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        side = min(self.width(), self.height())
        draw_shape(QPainter(self), QRectF(0, 0, side, side), self._result, self._look)
