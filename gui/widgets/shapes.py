"""Shapes of the results and the emblem: solid is an answer, hollow is no answer."""

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPixmap, QPolygonF

from core.model.outcome import Result
from gui.ink import fill, outline, pen, rounded
from gui.look import NO_INK, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_GRID = 24.0
_MARK_WIDTH = 2.4
_HOLLOW_WIDTH = 2.0


def draw_shape(
    painter: QPainter, rect: QRectF, result: Result, look: Look, ground: str = ""
) -> None:
    """Draw a result's shape into a square; `ground` is the surface that marks show through."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    _DRAWN[result](painter, look.ink(result), QColor(ground or look.card))
    painter.restore()


def draw_pending(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Draw the dashed ring of something that is still to come."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dashed = pen(QColor(look.edge), 1.5)
    dashed.setDashPattern([2, 2])
    painter.strokePath(_disc(rect.center(), rect.width() / 2 - 1), dashed)
    painter.restore()


def draw_emblem(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Draw the program's emblem: a lamp under a roof."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    fill(painter, rounded(QRectF(1, 1, 22, 22), 5), QColor(look.accent))
    ink = QColor(look.on_accent)
    _line(painter, ink, 2, 5, 11.2, 12, 5.4, 19, 11.2)
    _line(painter, ink, 2, 7.4, 19, 16.6, 19)
    fill(painter, _disc(QPointF(12, 13.2), 2.7), ink)
    painter.restore()


def emblem_icon(look: Look) -> "QIcon":
    """Return the emblem in the sizes that desktops ask for."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in (16, 24, 32, 48, 64):
        pixmap = QPixmap(size, size)
        pixmap.fill(NO_INK)
        painter = QPainter(pixmap)
        draw_emblem(painter, QRectF(0, 0, size, size), look)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _line(painter: QPainter, ink: QColor, width: float, *numbers: float) -> None:
    """Draw a line with round ends and corners, made of filled parts."""
    points = _points(*numbers)
    for point in points:
        fill(painter, _disc(point, width / 2), ink)
    for start, end in pairwise(points):
        along = end - start
        across = QPointF(-along.y(), along.x()) * (width / 2 / hypot(along.x(), along.y()))
        corners = [start + across, end + across, end - across, start - across]
        fill(painter, _closed(corners), ink)


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _disc(middle: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(middle, radius, radius)
    return path


def _points(*numbers: float) -> list[QPointF]:
    return [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _pass(painter: QPainter, ink: QColor, ground: QColor) -> None:
    fill(painter, _disc(QPointF(12, 12), 10), ink)
    _line(painter, ground, _MARK_WIDTH, 7.2, 12.4, 10.4, 15.6, 16.8, 8.8)


def _warn(painter: QPainter, ink: QColor, ground: QColor) -> None:
    triangle = (12, 2.6, 22.6, 21, 1.4, 21)
    _line(painter, ink, 1, *triangle, *triangle[:2])
    fill(painter, _closed(_points(*triangle)), ink)
    _line(painter, ground, _MARK_WIDTH, 12, 9, 12, 14.4)
    _line(painter, ground, _MARK_WIDTH, 12, 17.6, 12, 18)


def _fail(painter: QPainter, ink: QColor, ground: QColor) -> None:
    fill(painter, rounded(QRectF(2, 2, 20, 20), 2.5), ink)
    _line(painter, ground, _MARK_WIDTH, 7.6, 7.6, 16.4, 16.4)
    _line(painter, ground, _MARK_WIDTH, 16.4, 7.6, 7.6, 16.4)


def _unknown(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _line(painter, ink, _HOLLOW_WIDTH, 12, 1.8, 22.2, 12, 12, 22.2, 1.8, 12, 12, 1.8)
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.Bold)
    mark = QPainterPath()
    mark.addText(QPointF(0, 0), font, _QUESTION)
    fill(painter, mark.translated(QPointF(12, 12) - mark.boundingRect().center()), ink)


def _not_applicable(painter: QPainter, ink: QColor, ground: QColor) -> None:
    outline(painter, _disc(QPointF(12, 12), 9.2), ink, _HOLLOW_WIDTH)
    _line(painter, ink, _HOLLOW_WIDTH, 7.6, 12, 16.4, 12)


def _waived(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _line(painter, ink, _HOLLOW_WIDTH, 2.8, 2.8, 21.2, 2.8, 21.2, 21.2, 2.8, 21.2, 2.8, 2.8)
    _line(painter, ink, _HOLLOW_WIDTH, 9.4, 8, 9.4, 16)
    _line(painter, ink, _HOLLOW_WIDTH, 14.6, 8, 14.6, 16)


_QUESTION = "?"
_DRAWN = {
    Result.PASS: _pass,
    Result.WARN: _warn,
    Result.FAIL: _fail,
    Result.UNKNOWN: _unknown,
    Result.NOT_APPLICABLE: _not_applicable,
    Result.WAIVED: _waived,
}
