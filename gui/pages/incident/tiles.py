"""Tiles: the kinds of incidents to choose from, each with the sign it is known by."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from core.model.incident import Playbook
from gui.desk import Desk
from gui.look import Role
from gui.panels import draw_button
from gui.widgets.buttons import EnterButton

_ICON = 26


class Tile(EnterButton):
    """One kind of incident: icon, name, sign. One press opens an incident of it."""

    def __init__(self, desk: Desk, playbook: Playbook) -> None:
        """Write the tile of a playbook."""
        super().__init__()
        look = desk.look
        self._look = look
        self.setAutoDefault(False)
        name = desk.text(f"incident.kind.{playbook.id}.name", Role.NAME)
        sign = desk.text(f"incident.kind.{playbook.id}.sign", Role.SMALL, look.soft)
        self.setAccessibleName(name.text())
        self.setAccessibleDescription(sign.text())
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(desk.icons.pixmap(playbook.icon, look.text, look.px(_ICON), ratio))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(name)
        column.addWidget(sign)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        for part in (picture, name, sign):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size of what stands in it."""
        layout = self.layout()
        return QSize() if layout is None else layout.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what stands in it."""
        layout = self.layout()
        return QSize() if layout is None else layout.totalMinimumSize()

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width; the words wrap."""
        layout = self.layout()
        return -1 if layout is None else layout.totalHeightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of a button."""
        painter = QPainter(self)
        draw_button(
            painter,
            QRectF(self.rect()),
            self._look,
            strong=False,
            down=self.isDown(),
            under_mouse=self.underMouse(),
        )
