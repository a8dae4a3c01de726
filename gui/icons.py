"""Interface icons: Tabler outlines drawn in the ink of the look."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"

_STROKE = b'stroke-width="2"'
_THINNER = b'stroke-width="1.75"'
_SIDES = (b'width="24"\n', b'height="24"\n')


class Icons:
    """Draws icons by name; every drawing is kept, because pages ask for the same few."""

    def __init__(self, folder: Path = FOLDER, *, waits: bool = False) -> None:
        """Take the folder of the SVG files.

        With `waits`, places stay empty until `begin`: the first paint loads no drawings.
        """
        self._folder, self._waits = folder, waits
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def begin(self) -> None:
        """Draw from now on."""
        self._waits = False

    def draw(self, painter: QPainter, rect: QRectF, name: str, ink: str) -> None:
        """Draw an icon into a square."""
        if self._waits:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = round(rect.width())
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), self.pixmap(name, ink, size, ratio))
        painter.restore()

    def pixmap(self, name: str, ink: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return an icon of `size` logical pixels for a device pixel ratio."""
        key = (name, ink, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, ink, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, ink: str, size: int = 18) -> "QIcon":
        """Return an icon for a menu or a stock button, sharp at one and two times the size."""
        from PySide6.QtGui import QIcon

        icon = QIcon(self.pixmap(name, ink, size))
        icon.addPixmap(self.pixmap(name, ink, size, 2.0))
        return icon

    def _render(self, name: str, ink: str, size: int, ratio: float) -> QPixmap:
        # Qt's plug-in draws at the size that the drawing names; PySide's own QtSvg loads longer.
        drawing = self._drawing(name).replace(b"currentColor", ink.encode("ascii"))
        for side in _SIDES:
            drawing = drawing.replace(side, side.replace(b"24", b"%d" % round(size * ratio)), 1)
        pixmap = QPixmap()
        pixmap.loadFromData(drawing, "svg")
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            path = self._folder / f"{name}.svg"
            self._drawings[name] = path.read_bytes().replace(_STROKE, _THINNER)
        return self._drawings[name]
