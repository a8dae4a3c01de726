"""Card: a rounded surface with an outline, and optionally a bar that carries a status."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame

from gui.ink import fill, outline, rounded
from gui.look import Look

_RADIUS = 8
_BAR = 5


class Card(QFrame):
    """A surface for things that belong together."""

    def __init__(self, look: Look) -> None:
        """Draw an ordinary card."""
        super().__init__()
        self._look = look
        self._bar_colour = ""
        self._surface = look.card

    def bar(self, colour: str, tint: str = "") -> None:
        """Show a status bar at the left, and fill the card with a tint if one is given."""
        self._bar_colour = colour
        self._surface = tint or self._look.card
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw surface, bar and outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = rounded(rect, _RADIUS)
        fill(painter, path, QColor(self._surface))
        if self._bar_colour:
            painter.setClipPath(path)
            fill(painter, QRectF(0, 0, _BAR + 0.5, self.height()), QColor(self._bar_colour))
            painter.setClipping(False)
        outline(painter, path, QColor(self._look.line))


class Rule(QFrame):
    """A thin line between parts of a card."""

    def __init__(self, look: Look, *, upright: bool = False) -> None:
        """Draw a line lying or upright."""
        super().__init__()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor(look.line))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
