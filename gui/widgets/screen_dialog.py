"""Screen dialog: a dialog that is never larger than its screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QScrollBar, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.widgets.scroll import InnerScroll

_FRAME = QSize(16, 44)
"""What the system draws around a dialog, at the most."""
_REFUSAL = 60
"""What a refusal adds to the height, two lines of it."""


class ScreenDialog(QDialog):
    """Shows itself whole where the screen has room for it; else all of it scrolls."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Belong to a part of the window."""
        super().__init__(parent)
        self._desk = desk
        self._is_fitted = False

    def showEvent(self, event: QShowEvent) -> None:
        """Fit into the screen, before anything is seen."""
        if not self._is_fitted:
            self._is_fitted = True
            self._fit(self.room())
        super().showEvent(event)

    def room(self) -> QSize:
        """Return how large the dialog may be."""
        return self.screen().availableSize() - _FRAME

    def _fit(self, room: QSize) -> None:
        """Take the room that it asks for: Qt gives a new window two thirds of the screen at most,
        and the rows of a form that has to break them then need more height than it thought."""
        least = self.minimumSizeHint().expandedTo(self.minimumSize())
        wide = min(max(self.width(), self.sizeHint().width()), room.width())
        high, whole = least.height(), self.height()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = max(high, layout.totalMinimumHeightForWidth(wide))
            whole = max(whole, layout.totalHeightForWidth(wide))
        self.resize(wide, whole)
        if least.width() > room.width() or high + self._desk.look.px(_REFUSAL) > room.height():
            self._let_scroll()
        self.resize(self.size().boundedTo(room))

    def _let_scroll(self) -> None:
        inner = QWidget()
        whole = self.size().expandedTo(self.sizeHint())
        layout = self.layout()
        if layout is not None:
            inner.setLayout(layout)  # which takes it, with all it holds, from this dialog
        area = InnerScroll(self._desk.look, self.windowTitle())
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.hold(inner)
        self.setMinimumSize(0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.resize(whole + QSize(area.verticalScrollBar().sizeHint().width(), 0))
        first: QWidget | None = area.nextInFocusChain()
        while first is not None and first is not area and not _is_stop(first):
            first = first.nextInFocusChain()
        if first is not None:
            first.setFocus()


def _is_stop(widget: QWidget) -> bool:
    """Say whether Tab stops there; a scroll bar is no place to begin at."""
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wanted and widget.isEnabled() and not isinstance(widget, QScrollBar)
