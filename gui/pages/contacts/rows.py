"""Rows of the contacts: who, of what, the number, how far it can be trusted."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from gui.desk import Desk
from gui.look import Role
from gui.models.contacts import TRUSTS, Callee
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.lists import draw_ground, is_selected, rect_of, write
from gui.widgets.shapes import draw_shape

_ROW, _PHONE, _TRUST = 50, 140, 176
_NAME = 150
LEAST_WIDTH = _NAME + _PHONE + _TRUST
"""What a row needs to name somebody, with the number and how far it can be trusted."""


class CalleeRows(QStyledItemDelegate):
    """Draws one contact or person a row."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(0, self._desk.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        row, look, rect = index.data(VALUE), self._desk.look, rect_of(option)
        assert isinstance(row, Callee)  # noqa: S101 - for types
        selected = is_selected(option, index)
        ink = look.selected_text if selected else look.text
        soft = look.selected_text if selected and look.no_fill else look.soft
        draw_ground(painter, rect, look, selected, line=True)
        trust = look.px(_TRUST) if row.trust is not None else 0
        right = rect.right() - trust - 12
        phone = QRect(right - look.px(_PHONE), rect.top(), look.px(_PHONE), rect.height())
        write(painter, phone, row.phone, look, Role.NAME, ink)
        half = rect.height() // 2
        upper = QRect(rect.left() + 16, rect.top() + 5, phone.left() - rect.left() - 28, half - 5)
        write(painter, upper, row.title, look, Role.NAME, ink)
        write(painter, upper.translated(0, half - 6), row.below, look, Role.SMALL, soft)
        if row.trust is not None:
            result, size = TRUSTS[row.trust], look.px(15)
            mark = QRectF(right + 12, rect.center().y() - size / 2 + 1, size, size)
            draw_shape(painter, mark, result, look)
            word = QRect(right + 19 + size, rect.top(), trust - 19 - size, rect.height())
            if row.since:
                word = QRect(word.left(), upper.top(), word.width(), upper.height())
                day = word.translated(0, half - 6)
                write(painter, day, row.since, look, Role.SMALL, soft)
            tone = soft if selected and look.no_fill else look.ink(result).name()
            write(painter, word, row.trusted, look, Role.SMALL_NAME, tone)
