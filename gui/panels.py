"""Panels: the grounds of buttons and fields, the same from the style and from our own widgets.

Loading Qt's style classes takes longer than the first paint may; what it needs stands here.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gui.ink import fill, outline, rounded
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
    ground = QColor(look.accent if strong else look.button)
    if down:
        ground = ground.darker(_PRESSED)
    elif enabled and not strong and under_mouse:
        ground = QColor(look.sunk if look.no_fill else look.selected)
    edge = QColor(look.accent if strong else look.edge)
    _draw(painter, rect, ground, edge, 1, _BUTTON_RADIUS)


def draw_field(painter: QPainter, rect: QRectF, look: Look, *, focused: bool) -> None:
    """Draw a field's ground; its outline shows the focus."""
    edge = QColor(look.focus if focused else look.edge)
    _draw(painter, rect, QColor(look.card), edge, 2 if focused else 1, _FIELD_RADIUS)


def _draw(
    painter: QPainter, rect: QRectF, ground: QColor, edge: QColor, width: int, radius: int
) -> None:
    inset = width / 2
    path = rounded(rect.adjusted(inset, inset, -inset, -inset), radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill(painter, path, ground)
    outline(painter, path, edge, width)
    painter.restore()
