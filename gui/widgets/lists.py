"""Lists: what all lists and tables of the house share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame

from gui.look import Look, Role
from gui.models.rows import AnyIndex
from gui.numbers import ALIGN_LEFT, ALIGN_RIGHT, ALIGN_V_CENTER, TEXT_SINGLE_LINE
from gui.widgets.text import cut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_ACCENT_BAR = 3


def dress_list(view: QAbstractItemView, look: Look) -> None:
    """Give a list the look of the house: no frame, its own palette, rows as high as needed."""
    view.setPalette(look.list_palette())
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setFont(look.font(Role.BODY))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)


def draw_ground(
    painter: QPainter, rect: QRect, look: Look, selected: bool, line: bool, bar: bool = True
) -> None:
    """Draw the ground of a row: the selection with its accent bar, and the line under it."""
    if selected:
        painter.fillRect(rect, QColor(look.selected))
        if bar:
            edge = QRect(rect.left(), rect.top(), _ACCENT_BAR, rect.height())
            painter.fillRect(edge, QColor(look.selected_text if look.no_fill else look.accent))
    if line:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(look.line))


def write(
    painter: QPainter, rect: QRect, text: str, look: Look, role: Role, ink: str, right: bool = False
) -> int:
    """Write one line, cut at its end when it does not fit; return the width it took."""
    font = look.font(role)
    metrics = QFontMetrics(font)
    shown = cut(text, metrics, rect.width())
    painter.setFont(font)
    painter.setPen(QColor(ink))
    side = ALIGN_RIGHT if right else ALIGN_LEFT
    painter.drawText(rect, side | ALIGN_V_CENTER | TEXT_SINGLE_LINE, shown)
    return metrics.horizontalAdvance(shown)


def is_selected(option: QStyleOptionViewItem, index: AnyIndex) -> bool:
    """Say whether a row is selected, without loading Qt's style classes for one flag."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.selectionModel().isSelected(index)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """Return the rectangle of a row."""
    rect: QRect = option.rect
    return rect
