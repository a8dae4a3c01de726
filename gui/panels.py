"""Panels: the grounds of buttons and fields, the same from the style and from our own widgets.

Loading Qt's style classes takes longer than the first paint may; what it needs stands here.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.look import Look

_BUTTON_RADIUS = 4
_FIELD_RADIUS = 3
_PRESSED = 108


def draw_button(
    painter: QPainter,
    rect: QRectF,
    look: Look,
    *,
    strong: bool,
    enabled: bool = True,
    down: bool = False,
    under_mouse: bool = False,
) -> None:
    """Draw a button's ground; `strong` is primary or switched on."""
    strong = strong and enabled
    fill = QColor(look.accent if strong else look.button)
    if down:
        fill = fill.darker(_PRESSED)
    elif enabled and not strong and under_mouse:
        fill = QColor(look.sunk if look.no_fill else look.selected)
    outline = QPen(QColor(look.accent if strong else look.edge), 1)
    _draw(painter, rect, fill, outline, _BUTTON_RADIUS)


def draw_field(painter: QPainter, rect: QRectF, look: Look, *, focused: bool) -> None:
    """Draw a field's ground; its outline shows the focus."""
    outline = QPen(QColor(look.focus if focused else look.edge), 2 if focused else 1)
    _draw(painter, rect, QColor(look.card), outline, _FIELD_RADIUS)


def _draw(painter: QPainter, rect: QRectF, fill: QColor, outline: QPen, radius: int) -> None:
    inset = outline.widthF() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(outline)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()
