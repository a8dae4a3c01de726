"""Texts on the page: plain text always, so that nothing a person typed is read as markup."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetrics, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.look import Look, Role
from gui.numbers import PLAIN_TEXT


def cut(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return a text of one line, cut at its end when it is wider than `width` pixels."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say what has just appeared, wherever the focus is."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def without_dots(text: str) -> str:
    """Return the words of a button that asks for more as a title: it asks no more."""
    return text.removesuffix("…")


class Prose(QLabel):
    """A plain text in a role and an ink; it wraps and never clips."""

    def __init__(
        self,
        text: str,
        look: Look,
        role: Role = Role.BODY,
        ink: str = "",
        *,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Write a text; `ink` is a colour of the look, the text colour when empty."""
        super().__init__(parent)
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setFont(look.font(role))
        self.setWordWrap(wrap)
        self.ink(ink or look.text)
        self.setText(text)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def ink(self, colour: str) -> None:
        """Change the colour of the text."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        self.setPalette(palette)

    def selectable(self) -> "Prose":
        """Let the text be selected with mouse and keyboard; return itself."""
        from PySide6.QtCore import Qt

        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        return self


class OneLine(Prose):
    """A text of one line that is cut at its end when there is no room; the tool tip has it all.

    It takes the room that is left over, none if need be; `room` asks for more.
    """

    def __init__(
        self,
        text: str,
        look: Look,
        role: Role = Role.BODY,
        ink: str = "",
        *,
        room: QSizePolicy.Policy = QSizePolicy.Policy.Ignored,
    ) -> None:
        """Write a text; line breaks become blanks."""
        super().__init__("", look, role, ink, wrap=False)
        self._whole = ""
        self.setMinimumWidth(0)
        self.setSizePolicy(room, QSizePolicy.Policy.Fixed)
        self.write(text)

    def write(self, text: str) -> None:
        """Write another text."""
        self._whole = " ".join(text.split())
        self.setToolTip(self._whole)
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        """Ask for room for the whole text, however much of it is shown now."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + 1
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Give up all room but that of the dots."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(cut(self._whole, self.fontMetrics(), max(1, self.width())))
