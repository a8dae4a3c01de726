"""Empty state: one sentence that says what will be here, and one button with the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import Button

_ICON = 34
_TEXT_WIDTH = 460


class EmptyState(QWidget):
    """Stands where a list or a result will be."""

    def __init__(self, desk: Desk, icon: str, sentence: str, button: Button | None = None) -> None:
        """Say a sentence by key, and offer a button."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(
            desk.icons.pixmap(icon, desk.look.edge, desk.look.px(_ICON), self.devicePixelRatioF())
        )
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        text = desk.text(sentence, Role.BODY)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMaximumWidth(desk.look.px(_TEXT_WIDTH))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(text, 100)
        line.addStretch(1)
        column.addLayout(line)
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
