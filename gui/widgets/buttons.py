"""Buttons: a push button with its shortcut in soft ink, and a link that takes the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy

from gui.icons import Icons
from gui.look import Look, Role
from gui.numbers import ALIGN_RIGHT, ALIGN_V_CENTER, TEXT_HIDE_MNEMONIC
from gui.panels import draw_button

if TYPE_CHECKING:
    # The classes of all pointing devices are not loaded for the sake of a type.
    from PySide6.QtGui import QEnterEvent, QKeyEvent

PRIMARY = "primary"
"""The name of the property that marks the one primary button of a page."""

_ICON = 16
_GAP = 8
_SIDE = 14
_HINT = 0.75
"""How strongly the keys are written beside the word: about as the soft ink is to the text."""


def write_in(button: QPushButton, ink: str) -> None:
    """Give a button the ink that a painter of it begins with; disabled, it stays the soft one."""
    palette = button.palette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, QPalette.ColorRole.ButtonText, QColor(ink))
    button.setPalette(palette)


class EnterButton(QPushButton):
    """A push button that Enter presses too, where Qt would press a dialog's default instead.

    Whoever went to “Cancel” with Tab and presses Enter means that.
    """

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Press on Enter, once however long it is held down."""
        from PySide6.QtCore import Qt

        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Button(EnterButton):
    """A button with an icon, a word and its shortcut. Built by `Desk.button`."""

    def __init__(
        self, text: str, look: Look, icons: Icons, *, icon: str = "", primary: bool = False
    ) -> None:
        """Write a button; a page has at most one primary."""
        super().__init__()
        self._look, self._icons, self._icon = look, icons, icon
        self._hint = ""
        self._bare = False
        self.setFont(look.font(Role.NAME if primary else Role.BODY))
        self.setProperty(PRIMARY, primary)
        write_in(self, look.on_accent if primary else look.text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))

    def hint(self, keys: str) -> "Button":
        """Show which keys do the same; return itself."""
        self._hint = keys
        self.setAccessibleDescription(self._hint)
        return self

    def bare(self, bare: bool) -> None:
        """Show the icon alone where there is no room; the word becomes the tool tip."""
        bare = bare and bool(self._icon)
        if bare == self._bare:
            return
        self._bare = bare
        self.setToolTip(self.text().replace("&", "") if self._bare else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for icon, word and keys, at least 30 pixels high."""
        width = self.width_when(bare=self._bare)
        return QSize(width, max(self._look.px(30), round(self.fontMetrics().height() * 1.8)))

    def width_when(self, *, bare: bool) -> int:
        """Return how wide it is with its word, or bare."""
        widths = self._widths(bare=bare and bool(self._icon))
        return sum(widths) + _GAP * (len(widths) - 1) + 2 * self._look.px(_SIDE)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then icon, word and keys."""
        painter = QPainter(self)
        draw_button(
            painter,
            QRectF(self.rect()),
            self._look,
            strong=bool(self.property(PRIMARY)) or self.isChecked(),
            enabled=self.isEnabled(),
            down=self.isDown(),
            under_mouse=self.underMouse(),
        )
        self._write(painter)

    def _hint_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.font(Role.SMALL))

    def _widths(self, *, bare: bool) -> list[int]:
        widths = [self._look.px(_ICON)] if self._icon else []
        if not bare:
            widths.append(self.fontMetrics().horizontalAdvance(self.text().replace("&", "")))
            if self._hint:
                widths.append(self._hint_metrics().horizontalAdvance(self._hint) + 2)
        return widths

    def _ink(self) -> str:
        look = self._look
        if not self.isEnabled():
            return look.soft
        return look.on_accent if self.property(PRIMARY) or self.isChecked() else look.text

    def _write(self, painter: QPainter) -> None:
        ink = self._ink()
        total = self.width_when(bare=self._bare) - 2 * self._look.px(_SIDE)
        left = (self.width() - total) // 2
        if self._icon:
            size = self._look.px(_ICON)
            top = (self.height() - size) / 2
            self._icons.draw(painter, QRectF(left, top, size, size), self._icon, ink)
            left += size + _GAP
        if self._bare:
            return
        if QColor(ink) != self.palette().color(QPalette.ColorRole.ButtonText):
            painter.setPen(QColor(ink))
        rect = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(rect, ALIGN_V_CENTER | TEXT_HIDE_MNEMONIC, self.text())
        if self._hint:
            painter.setFont(self._look.font(Role.SMALL))
            painter.setOpacity(1 if self._look.no_fill else _HINT)
            rect.setRight(left + total - (left - (self.width() - total) // 2))
            painter.drawText(rect, ALIGN_V_CENTER | ALIGN_RIGHT, self._hint)


class Link(EnterButton):
    """A word that does something, in the ink of links, with an optional arrow after it."""

    def __init__(self, text: str, look: Look, icons: Icons, *, icon: str = "") -> None:
        """Write a link."""
        super().__init__()
        self._look, self._icons, self._icon = look, icons, icon
        self.setFont(look.font(Role.BODY))
        self.setFlat(True)
        write_in(self, look.link)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.setAccessibleName(text)

    def arrow(self, icon: str) -> None:
        """Change the arrow."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the word and its arrow."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        if self._icon:
            width += self._look.px(_ICON) + 4
        return QSize(width + 4, max(self._look.px(24), round(self.fontMetrics().height() * 1.4)))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a link is never cut."""
        return self.sizeHint()

    def enterEvent(self, event: "QEnterEvent") -> None:
        """Show the hand over the word."""
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the word; underline it under the pointer."""
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        rect = self.rect()
        painter.drawText(rect.translated(2, 0), ALIGN_V_CENTER, self.text())
        if self._icon:
            size = self._look.px(_ICON)
            place = QPoint(rect.right() - size, (rect.height() - size) // 2 + 1)
            box = QRectF(place, QSize(size, size))
            self._icons.draw(painter, box, self._icon, self._look.link)
