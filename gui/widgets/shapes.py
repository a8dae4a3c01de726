"""Shapes of the results and the emblem: solid is an answer, hollow is no answer."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap, QPolygonF

from core.model.outcome import Result
from gui.look import Look

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
    pen = QPen(QColor(look.edge), 1.5)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    painter.restore()


def draw_emblem(painter: QPainter, rect: QRectF, look: Look) -> None:
    """Draw the program's emblem: a lamp under a roof."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _GRID, rect.height() / _GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent))
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 5, 5)
    painter.setPen(_pen(look.on_accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_points(5, 11.2, 12, 5.4, 19, 11.2))
    painter.drawLine(QPointF(7.4, 19), QPointF(16.6, 19))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.on_accent))
    painter.drawEllipse(QPointF(12, 13.2), 2.7, 2.7)
    painter.restore()


def emblem_icon(look: Look) -> QIcon:
    """Return the emblem in the sizes that desktops ask for."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_emblem(painter, QRectF(0, 0, size, size), look)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _pen(colour: QColor | str, width: float) -> QPen:
    return QPen(
        QColor(colour),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _points(*numbers: float) -> QPolygonF:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return QPolygonF([QPointF(x, y) for x, y in pairs])


def _solid(painter: QPainter, ink: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)


def _marks(painter: QPainter, ground: QColor) -> None:
    painter.setPen(_pen(ground, _MARK_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _hollow(painter: QPainter, ink: QColor) -> None:
    painter.setPen(_pen(ink, _HOLLOW_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _pass(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _solid(painter, ink, ground)
    painter.drawEllipse(QPointF(12, 12), 10, 10)
    _marks(painter, ground)
    painter.drawPolyline(_points(7.2, 12.4, 10.4, 15.6, 16.8, 8.8))


def _warn(painter: QPainter, ink: QColor, ground: QColor) -> None:
    painter.setPen(_pen(ink, 1))
    painter.setBrush(ink)
    painter.drawPolygon(_points(12, 2.6, 22.6, 21, 1.4, 21))
    _marks(painter, ground)
    painter.drawLine(QPointF(12, 9), QPointF(12, 14.4))
    painter.drawLine(QPointF(12, 17.6), QPointF(12, 18.0))


def _fail(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _solid(painter, ink, ground)
    painter.drawRoundedRect(QRectF(2, 2, 20, 20), 2.5, 2.5)
    _marks(painter, ground)
    painter.drawLine(QPointF(7.6, 7.6), QPointF(16.4, 16.4))
    painter.drawLine(QPointF(16.4, 7.6), QPointF(7.6, 16.4))


def _unknown(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _hollow(painter, ink)
    painter.drawPolygon(_points(12, 1.8, 22.2, 12, 12, 22.2, 1.8, 12))
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, 24, 24), Qt.AlignmentFlag.AlignCenter, _QUESTION)


def _not_applicable(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _hollow(painter, ink)
    painter.drawEllipse(QPointF(12, 12), 9.2, 9.2)
    painter.drawLine(QPointF(7.6, 12), QPointF(16.4, 12))


def _waived(painter: QPainter, ink: QColor, ground: QColor) -> None:
    _hollow(painter, ink)
    painter.drawRect(QRectF(2.8, 2.8, 18.4, 18.4))
    painter.drawLine(QPointF(9.4, 8), QPointF(9.4, 16))
    painter.drawLine(QPointF(14.6, 8), QPointF(14.6, 16))


_QUESTION = "?"
_DRAWN = {
    Result.PASS: _pass,
    Result.WARN: _warn,
    Result.FAIL: _fail,
    Result.UNKNOWN: _unknown,
    Result.NOT_APPLICABLE: _not_applicable,
    Result.WAIVED: _waived,
}
