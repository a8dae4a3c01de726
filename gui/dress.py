"""Dresser: puts a look on the application — palette, style, fonts — and keeps its references."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMainWindow

from gui.look import FUSION_GROUNDS, LIGHT, Look, Role, choose_look

if TYPE_CHECKING:
    from gui.focus import FocusRing, FocusWatch
    from gui.style import HouseStyle


class Dresser:
    """Owns the style for the life of the application; Qt keeps no reference that Python sees."""

    def __init__(self, app: QApplication) -> None:
        """Dress an application; its palette before that is the desktop's own."""
        self._app = app
        self._desktop = app.palette()
        self._style: HouseStyle | None = None
        self._ring: FocusRing | None = None
        self._watch: FocusWatch | None = None
        self._seen = self._at_start()
        self.look: Look = LIGHT

    def dress(self, theme: str, scale: int) -> Look:
        """Put on the look of a theme setting at a text size, and return it."""
        if self._style is not None:
            self._seen = self._system()
        dark, contrast = self._seen
        look = self.look = choose_look(theme, dark, self._desktop if contrast else None, scale)
        if self._style is not None:
            self._style.look = look
        if self._ring is not None:
            self._ring.look = look
        self._app.setPalette(look.palette())
        self._app.setFont(look.font(Role.BODY))
        return look

    def complete(self, window: QMainWindow) -> None:
        """Add the style of fields and the focus ring, which the first paint does not wait for."""
        from gui.focus import FocusRing, FocusWatch
        from gui.style import HouseStyle

        self._style = HouseStyle(self.look)
        self._app.setStyle(self._style)
        self._app.setPalette(self.look.palette())
        self._ring = FocusRing(self.look, window)
        self._watch = FocusWatch(self._app, self._ring)

    def system_changed(self) -> bool:
        """Say whether the desktop turned dark, light or to a contrast theme since."""
        return self._system() != self._seen

    def _at_start(self) -> tuple[bool, bool]:
        """Tell from the palette where it is one of Qt's own; only else ask, which loads enums."""
        plain = FUSION_GROUNDS.get(self._desktop.color(QPalette.ColorRole.Window).name())
        return self._system() if plain is None else (plain, False)

    def _system(self) -> tuple[bool, bool]:
        from PySide6.QtCore import Qt

        hints = self._app.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        return dark, _high_contrast(hints)


def _high_contrast(hints: object) -> bool:
    """Say whether the desktop asks for high contrast; older Qt (before 6.11) does not tell."""
    from PySide6.QtCore import Qt

    ask = getattr(hints, "accessibility", None)
    if ask is None:
        return False
    accessibility = ask()
    return bool(accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)
