"""Ink: filling and outlining in a colour, in the one way that the first paint can afford.

`QPainter.setPen`, `setBrush` and `fillRect` also take Qt's own styles and colours; only to tell
what they were given, PySide makes every enum of Qt's namespace (see `gui.numbers`). Paths filled
with a brush and drawn with a pen do not ask.
"""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen


def pen(colour: QColor, width: float = 1) -> QPen:
    """Return a pen of a colour."""
    made = QPen()
    made.setColor(colour)
    made.setWidthF(width)
    return made


def brush(colour: QColor) -> QBrush:
    """Return a brush of a colour."""
    return pen(colour).brush()


def fill(painter: QPainter, shape: QRect | QRectF | QPainterPath, colour: QColor) -> None:
    """Fill a rectangle or a path."""
    painter.fillPath(shape if isinstance(shape, QPainterPath) else _path_of(shape), brush(colour))


def outline(
    painter: QPainter, shape: QRectF | QPainterPath, colour: QColor, width: float = 1
) -> None:
    """Draw the outline of a rectangle or a path; its middle lies on the edge."""
    path = shape if isinstance(shape, QPainterPath) else _path_of(shape)
    painter.strokePath(path, pen(colour, width))


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """Return a rectangle with round corners."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _path_of(rect: QRect | QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(rect))
    return path
