"""Flow: a layout that fills lines from left to right, as words fill a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget

from gui.desk import Breadth

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


_NO_LIMIT = 16_777_215


def empty(layout: QLayout, keep: QWidget | None = None) -> None:
    """Take everything out of a layout and delete it, but for one widget that stays."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget is not keep:
            widget.hide()
            widget.deleteLater()


def stand_beside(row: QBoxLayout, panel: QWidget, width: int, breadth: Breadth) -> None:
    """Give a panel its width beside what it tells of, or let it stand below in a narrow window."""
    narrow = breadth == Breadth.NARROW
    ways = QBoxLayout.Direction
    row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
    panel.setMinimumWidth(0 if narrow else width)
    panel.setMaximumWidth(_NO_LIMIT if narrow else width)


class Flow(QLayout):
    """Puts widgets side by side and goes to the next line when one does not fit."""

    def __init__(self, parent: QWidget | None = None, *, across: int = 12, down: int = 4) -> None:
        """Space the widgets `across` a line and the lines `down`, in pixels."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._across, self._down = across, down
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        from PySide6.QtCore import Qt

        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        sizes = [each.sizeHint() for each in self._shown()]
        width = sum(each.width() for each in sizes) + self._across * max(0, len(sizes) - 1)
        return QSize(width, max((each.height() for each in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        sizes = [each.minimumSize() for each in self._shown()]
        width = max((each.width() for each in sizes), default=0)
        return QSize(width, max((each.height() for each in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [each for each in self._items if not each.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self._down, 0
            width = min(size.width(), max(1, rect.width()))
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += size.width() + self._across
            tallest = max(tallest, size.height())
        return y + tallest - rect.y()
