"""Tick: a box with words beside it that wrap, where there is little room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from gui.look import Look, Role
from gui.widgets.text import Prose


class Tick(QWidget):
    """A box to tick; pressing the words ticks it too."""

    def __init__(self, text: str, look: Look, *, ticked: bool, role: Role = Role.BODY) -> None:
        """Show a box with its words."""
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(ticked)
        self.box.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words = Prose(text, look, role)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box."""
        self.box.toggle()
