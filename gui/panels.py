"""Panels: the grounds of buttons and fields, the same from the style and from our own widgets.

Loading Qt's style classes takes longer than the first paint may; what it needs stands here.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from gui.ink import fill, outline, rounded
from gui.look import Look

_BUTTON_RADIUS = 4
_FIELD_RADIUS = 3
_PRESSED = 108
_TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.28))
"""The corners of a tick, in parts of its box."""


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


def draw_box(painter: QPainter, rect: QRectF, look: Look, *, ticked: bool, enabled: bool) -> None:
    """Draw a box to tick: its outline can be seen on every surface, and so can the tick."""
    ink = look.accent if enabled else look.soft
    edge = QColor(ink if ticked else look.edge)
    _draw(painter, rect, QColor(ink if ticked else look.card), edge, 1, _FIELD_RADIUS)
    if ticked:
        tick = QPainterPath()
        for place, (across, down) in enumerate(_TICK):
            point = QPointF(rect.x() + across * rect.width(), rect.y() + down * rect.height())
            if place:
                tick.lineTo(point)
            else:
                tick.moveTo(point)
        _stroke(painter, tick, QColor(look.on_accent if enabled else look.card), rect.width() / 7)


def draw_ring(painter: QPainter, rect: QRectF, look: Look, *, chosen: bool, enabled: bool) -> None:
    """Draw the ring of a choice, with a disc in it when it is the chosen one."""
    ink = look.accent if enabled else look.soft
    edge = QColor(ink if chosen else look.edge)
    _draw(painter, rect, QColor(look.card), edge, 1, rect.width() / 2)
    if chosen:
        inset = rect.width() / 4
        disc = rect.adjusted(inset, inset, -inset, -inset)
        _draw(painter, disc, QColor(ink), QColor(ink), 1, disc.width() / 2)


def _stroke(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline(painter, path, colour, width)
    painter.restore()


def _draw(
    painter: QPainter, rect: QRectF, ground: QColor, edge: QColor, width: int, radius: float
) -> None:
    inset = width / 2
    path = rounded(rect.adjusted(inset, inset, -inset, -inset), radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill(painter, path, ground)
    outline(painter, path, edge, width)
    painter.restore()
