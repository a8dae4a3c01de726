"""The button that is always there: something has happened."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from gui.desk import Desk
from gui.ink import fill, outline, rounded
from gui.look import Role
from gui.numbers import ALIGN_RIGHT, ALIGN_V_CENTER
from gui.widgets.buttons import EnterButton, write_in

_HEIGHT, _ICON, _SIDE, _GAP = 42, 18, 12, 10
_KEYS = "F9"


class IncidentButton(EnterButton):
    """Stands at the foot of the rail, and in the head of a page where there is no rail."""

    def __init__(self, desk: Desk, *, short: bool = False) -> None:
        """Write the button; `short` is for the head of a narrow page."""
        super().__init__()
        self._desk, self._short = desk, short
        self.setFont(desk.look.font(Role.NAME))
        write_in(self, desk.look.fail)
        self.setText(desk.say("window.raise_incident"))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(_KEYS)
        self.setToolTip(f"{self.text()} ({_KEYS})")
        self.setAutoDefault(False)
        across = QSizePolicy.Policy.Maximum if short else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for icon, word and key."""
        look, metrics = self._desk.look, self.fontMetrics()
        words = metrics.horizontalAdvance(self.text())
        keys = 0 if self._short else metrics.horizontalAdvance(_KEYS) + 2 * _GAP
        width = look.px(2 * _SIDE + _ICON) + _GAP + words + keys
        return QSize(width, look.px(30 if self._short else _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same; in the head of a narrow page the icon alone may have to do."""
        whole = self.sizeHint()
        return (
            QSize(self._desk.look.px(2 * _SIDE + _ICON), whole.height()) if self._short else whole
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a card with the outline of what is urgent."""
        look = self._desk.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = rounded(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6)
        pressed = self.isDown() or self.underMouse()
        fill(painter, card, QColor(look.fail_tint if pressed else look.card))
        outline(painter, card, QColor(look.fail), 1.5)
        size = look.px(_ICON)
        box = QRectF(look.px(_SIDE), (self.height() - size) / 2, size, size)
        self._desk.icons.draw(painter, box, "urgent", look.fail)
        room = QRectF(self.rect()).adjusted(box.right() + _GAP, 0, -look.px(_SIDE), 0)
        if self.width() >= self.sizeHint().width():
            painter.drawText(room, ALIGN_V_CENTER, self.text())
        if not self._short:
            painter.setFont(look.font(Role.SMALL))
            painter.drawText(room, ALIGN_V_CENTER | ALIGN_RIGHT, _KEYS)
