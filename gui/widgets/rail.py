"""Rail: the pages at the left, one tab stop; arrows move, Settings stands at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate

from core.words import Words
from gui.desk import Desk
from gui.ink import fill, outline, rounded
from gui.look import NO_INK, Look, Role
from gui.models.rows import VALUE, AnyIndex
from gui.numbers import (
    ACCESSIBLE_TEXT_ROLE,
    ALIGN_CENTER,
    DISPLAY_ROLE,
    SCROLL_BAR_ALWAYS_OFF,
    TOOL_TIP_ROLE,
)
from gui.pages import Page
from gui.widgets.lists import dress_list, rect_of

if TYPE_CHECKING:
    # Qt's style classes are not loaded for the sake of a type.
    from PySide6.QtWidgets import QStyleOptionViewItem

_NOWHERE = QModelIndex()
_ITEM, _LEAST_ITEM, _GAP = 36, 28, 2
_EDGE = 8
_TEXT_MARGIN = 5
"""What Qt leaves free at each side of a title."""


class PagesModel(QAbstractListModel):
    """The pages of the rail, with the number of open things where there are any."""

    def __init__(self, pages: Sequence[Page], words: Words, parent: QObject | None = None) -> None:
        """Take the pages in their order, those at the foot last."""
        super().__init__(parent)
        self._rows = sorted(pages, key=lambda page: page.foot)
        self.titles = [words.say(page.title) for page in self._rows]
        self._counts: dict[str, int] = {}

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = DISPLAY_ROLE) -> object:
        """Return the title of a page, or the page itself."""
        if not index.isValid():
            return None
        page, title = self._rows[index.row()], self.titles[index.row()]
        number = self.count(page)
        if role == DISPLAY_ROLE:
            return title
        if role in (TOOL_TIP_ROLE, ACCESSIBLE_TEXT_ROLE):
            return f"{title}, {number}" if number else title
        return page if role == VALUE else None

    def count(self, page: Page) -> int:
        """Return how many open things a page has."""
        return self._counts.get(page.key, 0)

    def show_count(self, key: str, number: int) -> None:
        """Show how many open things a page has."""
        self._counts[key] = number
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def row_of(self, key: str) -> int:
        """Return the row of a page, or -1."""
        return next((row for row, page in enumerate(self._rows) if page.key == key), -1)

    def first_of_foot(self) -> int:
        """Return the row of the first page at the foot, or the number of rows."""
        rows = (row for row, page in enumerate(self._rows) if page.foot)
        return next(rows, len(self._rows))


class Rail(QListView):
    """Shows the pages; `chose` carries the key of the one to open."""

    chose = Signal(str)

    def __init__(self, desk: Desk, pages: Sequence[Page]) -> None:
        """List the pages."""
        super().__init__()
        self._look = desk.look
        self.pages = PagesModel(pages, desk.words, self)
        self.item_height = desk.look.px(_ITEM + _GAP)
        self._room = 0
        dress_list(self, desk.look)
        self.setPalette(_palette(desk.look))
        self.setItemDelegate(_RailItems(desk, self))
        self.setModel(self.pages)
        self.setProperty("horizontalScrollBarPolicy", SCROLL_BAR_ALWAYS_OFF)
        self.setAccessibleName(desk.say("window.rail"))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)

    def least_width(self) -> int:
        """Return what the longest title takes when it is the current one."""
        look = self._look
        metrics = QFontMetricsF(look.font(Role.NAME))  # Qt cuts by parts of a pixel
        titles = self.pages.titles
        widest = ceil(max((metrics.horizontalAdvance(title) for title in titles), default=0))
        return 2 * _EDGE + 12 + look.px(20) + 8 + widest + 2 * _TEXT_MARGIN + 6

    def show_page(self, key: str) -> None:
        """Mark a page as the current one."""
        row = self.pages.row_of(key)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.pages.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the foot at the foot, and the items close where the window is low.

        The event's size is that of the viewport; asking for the viewport itself makes the enums of
        every class of widgets, because its true class is looked for.
        """
        super().resizeEvent(event)
        self._room = event.size().height()
        usual, least = self._look.px(_ITEM + _GAP), self._look.px(_LEAST_ITEM)
        each = (self._room - 1) // max(1, self.pages.rowCount())
        self.item_height = max(least, min(usual, each))
        self.scheduleDelayedItemsLayout()

    def height_of(self, row: int) -> int:
        """Return the height of a row; the first of the foot has the room above it as well."""
        if row != self.pages.first_of_foot():
            return self.item_height
        others = (self.pages.rowCount() - 1) * self.item_height
        return max(self.item_height, self._room - others - 1)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return what stands at a point; the room above the foot is nobody's."""
        index = super().indexAt(point)
        rect = self.visualRect(index)
        return index if point.y() > rect.bottom() - self.item_height else QModelIndex()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which page was chosen."""
        super().currentChanged(current, previous)
        page = current.data(VALUE)
        if isinstance(page, Page):
            self.chose.emit(page.key)


def _palette(look: Look) -> QPalette:
    """Return colours in which Qt writes the current title in the accent, on no own ground."""
    palette = look.surface_palette(look.rail)
    palette.setColor(QPalette.ColorRole.Highlight, NO_INK)
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.accent))
    return palette


class _RailItems(QStyledItemDelegate):
    """Draws an item: icon, word, count; the current one stands on a card."""

    def __init__(self, desk: Desk, view: Rail) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of an item."""
        return QSize(0, self._view.height_of(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw an item at the bottom of its row."""
        page, look = index.data(VALUE), self._desk.look
        rect = rect_of(option)
        rect.setTop(rect.bottom() + 1 - self._view.item_height)
        rect = rect.adjusted(_EDGE, 1, -_EDGE, -1)
        current = self._view.currentIndex() == index
        if current:
            self._draw_current(painter, rect)
        size = look.px(20)
        box = QRectF(rect.left() + 12, rect.center().y() - size / 2 + 1, size, size)
        self._desk.icons.draw(painter, box, page.icon, look.accent if current else look.text)
        number = self._view.pages.count(page)
        left = round(box.right()) + 8
        after = rect.right() + 1 - (look.px(34) if number else 6)
        option.rect = QRect(left, rect.top(), after - left, rect.height())
        self._write(painter, option, index, current)
        if number:
            self._draw_count(painter, rect, number)

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, current: bool
    ) -> None:
        """Have Qt write the title: a colour set here would make all of Qt's enums."""
        if current:
            option.font = self._desk.look.font(Role.NAME)
        super().paint(painter, option, index)

    def _draw_current(self, painter: QPainter, rect: QRect) -> None:
        look = self._desk.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self._view.hasFocus()
        card = rounded(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6)
        fill(painter, card, QColor(look.card))
        edge = QColor(look.focus if focused else look.line)
        outline(painter, card, edge, 2 if focused else 1)
        painter.restore()
        bar = look.px(20)
        middle = rect.center().y() - bar // 2 + 1
        fill(painter, QRect(rect.left(), middle, 3, bar), QColor(look.accent))

    def _draw_count(self, painter: QPainter, rect: QRect, number: int) -> None:
        look = self._desk.look
        size = look.px(20)
        pill = QRectF(rect.right() - size - 10, rect.center().y() - size / 2 + 1, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rounded(pill, size / 2)
        fill(painter, ground, QColor(look.sunk))
        outline(painter, ground, QColor(look.edge))
        painter.setFont(look.font(Role.SMALL))
        painter.drawText(pill, ALIGN_CENTER, str(number))
        painter.restore()
