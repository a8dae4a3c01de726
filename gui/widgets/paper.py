"""Paper: the pages of a document on a desk, as they will be printed."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gui.desk import Desk

_GAP = 16
_LEAST = 180


class _Pages(QWidget):
    """The pages under each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.images: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def places(self) -> list[QRect]:
        """Return where each page lies."""
        top, found = _GAP, []
        for image in self.images:
            size = image.deviceIndependentSize().toSize()
            left = max(_GAP, (self.width() - size.width()) // 2)
            found.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + _GAP
        return found

    def sizeHint(self) -> QSize:
        """Return the room that all pages take."""
        sizes = [each.deviceIndependentSize().toSize() for each in self.images]
        width = max((each.width() for each in sizes), default=0) + 2 * _GAP
        return QSize(width, sum(each.height() + _GAP for each in sizes) + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the desk, and the pages on it that are seen."""
        painter = QPainter(self)
        look = self._desk.look
        painter.fillRect(event.rect(), QColor(look.line))
        painter.setPen(QPen(QColor(look.edge), 1))
        for place, image in zip(self.places(), self.images, strict=True):
            if place.intersects(event.rect()):
                painter.drawImage(place.topLeft(), image)
                painter.drawRect(place.adjusted(-1, -1, 0, 0))


class PaperDesk(QScrollArea):
    """Shows pages; arrows and page keys move, `turned` tells which page is seen."""

    turned = Signal()

    def __init__(self, desk: Desk) -> None:
        """Show an empty desk."""
        super().__init__()
        self._desk = desk
        self._pages = _Pages(desk)
        self.setAccessibleName(desk.say("reports.show"))
        self.setWidget(self._pages)
        self.setWidgetResizable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(desk.look.px(_LEAST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        palette = self.viewport().palette()
        palette.setColor(self.viewport().backgroundRole(), QColor(desk.look.line))
        self.viewport().setPalette(palette)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().valueChanged.connect(self.turned)

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages.images)

    @property
    def number(self) -> int:
        """Return the number of the page that is seen, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [each for each in self._pages.places() if each.top() <= middle]
        return len(above)

    def show_pages(self, pages: Sequence[bytes], ratio: float) -> None:
        """Show pages as PNG, drawn for a device ratio; keep the place."""
        place = self.verticalScrollBar().value()
        images = [QImage.fromData(each) for each in pages]
        for each in images:
            each.setDevicePixelRatio(ratio)
        self._pages.images = images
        self._fit()
        self._pages.update()
        self.verticalScrollBar().setValue(place)
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages in the middle."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._pages.sizeHint()
        self._pages.resize(wanted.expandedTo(self.viewport().size()))
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() // 2)  # upright pages lie in the middle of wide ones
