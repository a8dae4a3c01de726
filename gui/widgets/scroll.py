"""Scroll: a part of a page that scrolls by itself and asks for no more room than it needs."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.look import Look

_LEAST = 110


class InnerScroll(QScrollArea):
    """A scrolling part on a card; the page scrolls only where not even its least height fits."""

    def __init__(self, look: Look, name: str) -> None:
        """Scroll up and down only, on the card; the keyboard stops here, so it has a name."""
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(look.px(_LEAST))
        self.viewport().setAutoFillBackground(False)

    def hold(self, inner: QWidget) -> None:
        """Show a widget, on the surface of the card."""
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Ask for the least height."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
