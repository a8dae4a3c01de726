"""Rail: the pages at the left, one tab stop; arrows move, Settings stands at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.words import Words
from gui.desk import Desk
from gui.look import Role
from gui.models.rows import VALUE, AnyIndex
from gui.pages import Page
from gui.widgets.lists import dress_list, is_selected, rect_of, write

_NOWHERE = QModelIndex()
_ITEM, _GAP = 36, 2
_EDGE = 8


class PagesModel(QAbstractListModel):
    """The pages of the rail, with the number of open things where there are any."""

    def __init__(self, pages: Sequence[Page], words: Words, parent: QObject | None = None) -> None:
        """Take the pages in their order; an unused row pushes the foot down."""
        super().__init__(parent)
        self._words = words
        above = [each for each in pages if not each.foot]
        self._rows: list[Page | None] = [*above, None, *(each for each in pages if each.foot)]
        self._counts: dict[str, int] = {}

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of a page, or the page itself."""
        page = self._rows[index.row()] if index.isValid() else None
        if page is None:
            return None
        title = self._words.say(page.title)
        number = self.count(page)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{title}, {number}" if number else title
        return page if role == VALUE else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let nobody choose the gap."""
        if index.isValid() and self._rows[index.row()] is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def count(self, page: Page) -> int:
        """Return how many open things a page has."""
        return self._counts.get(page.key, 0)

    def show_count(self, key: str, number: int) -> None:
        """Show how many open things a page has."""
        self._counts[key] = number
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def row_of(self, key: str) -> int:
        """Return the row of a page, or -1."""
        rows = (row for row, page in enumerate(self._rows) if page and page.key == key)
        return next(rows, -1)


class Rail(QListView):
    """Shows the pages; `chose` carries the key of the one to open."""

    chose = Signal(str)

    def __init__(self, desk: Desk, pages: Sequence[Page]) -> None:
        """List the pages."""
        super().__init__()
        self.pages = PagesModel(pages, desk.words, self)
        dress_list(self, desk.look)
        self.setPalette(desk.look.surface_palette(desk.look.rail))
        self.setItemDelegate(_RailItems(desk, self))
        self.setModel(self.pages)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(desk.say("window.rail"))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._chosen)

    def show_page(self, key: str) -> None:
        """Mark a page as the current one."""
        row = self.pages.row_of(key)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.pages.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the foot at the foot."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        page = current.data(VALUE)
        if isinstance(page, Page):
            self.chose.emit(page.key)


class _RailItems(QStyledItemDelegate):
    """Draws an item: icon, word, count; the current one stands on a card."""

    def __init__(self, desk: Desk, view: Rail) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of an item; the gap takes what is left."""
        height = self._desk.look.px(_ITEM + _GAP)
        if isinstance(index.data(VALUE), Page):
            return QSize(0, height)
        others = (index.model().rowCount() - 1) * height
        return QSize(0, max(1, self._view.viewport().height() - others - 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw an item."""
        page, look = index.data(VALUE), self._desk.look
        if not isinstance(page, Page):
            return
        rect = rect_of(option).adjusted(_EDGE, 1, -_EDGE, -1)
        current = is_selected(option, index)
        if current:
            self._draw_current(painter, rect)
        ink = look.accent if current else look.text
        size = look.px(20)
        box = QRectF(rect.left() + 12, rect.center().y() - size / 2 + 1, size, size)
        self._desk.icons.draw(painter, box, page.icon, ink)
        number = self._view.pages.count(page)
        left = round(box.right()) + 11
        right = rect.right() - (look.px(34) if number else 6)
        room = QRect(left, rect.top(), right - left, rect.height())
        role = Role.NAME if current else Role.BODY
        write(painter, room, str(index.data()), look, role, ink)
        if number:
            self._draw_count(painter, rect, number)

    def _draw_current(self, painter: QPainter, rect: QRect) -> None:
        look = self._desk.look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self._view.hasFocus()
        pen = QPen(QColor(look.focus if focused else look.line), 2 if focused else 1)
        painter.setPen(pen)
        painter.setBrush(QColor(look.card))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.restore()
        bar = look.px(20)
        painter.fillRect(
            QRect(rect.left(), rect.center().y() - bar // 2 + 1, 3, bar), QColor(look.accent)
        )

    def _draw_count(self, painter: QPainter, rect: QRect, number: int) -> None:
        look = self._desk.look
        size = look.px(20)
        pill = QRectF(rect.right() - size - 10, rect.center().y() - size / 2 + 1, size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.edge), 1))
        painter.setBrush(QColor(look.sunk))
        painter.drawRoundedRect(pill, size / 2, size / 2)
        painter.setPen(QColor(look.text))
        painter.setFont(look.font(Role.SMALL))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), str(number))
        painter.restore()
