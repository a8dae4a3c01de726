"""Focus: a ring round the control that the keyboard is on."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from gui.look import Look

_RADIUS = 6
_OWN_MARK = (QLineEdit, QAbstractItemView, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
"""Controls that show the focus themselves: fields by their outline, lists in their row."""


class FocusRing(QFocusFrame):
    """An outline two pixels away from its control; the style gives the distance."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Stand ready in a window, around nothing."""
        super().__init__(parent)
        self.look = look
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.look.focus), 2))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)


class FocusWatch(QObject):
    """Puts the ring round the control that got the focus, unless the control marks it itself."""

    def __init__(self, app: QApplication, ring: FocusRing) -> None:
        """Follow the focus of an application for one window's ring."""
        super().__init__(ring)
        self._ring = ring
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        ours = new is not None and self._ring.window() is new.window()
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        silent = new is None or new.focusPolicy() == Qt.FocusPolicy.NoFocus
        bare = silent or not ours or clicked or isinstance(new, _OWN_MARK)
        self._ring.setWidget(None if bare else new)  # type: ignore[arg-type]
