"""Rows of the settings: label, help, control, a mark and a way back when changed."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.desk import Breadth, Desk
from gui.look import Role
from gui.widgets.card import Rule

_CONTROL = 300
_DOT = 6
_LABEL = 200
"""Up to here a name stays on one line: Qt alone would fold it long before."""


class SettingRow(QWidget):
    """One setting: its name in bold, a line of help, its control at one left edge."""

    def __init__(
        self,
        desk: Desk,
        key: str,
        control: QWidget,
        reset: Callable[[], object] | None = None,
        *,
        changed: bool = False,
        wide: bool = False,
    ) -> None:
        """Take a key under `settings` with `label` and `help`; `wide` controls stand below."""
        super().__init__()
        self._desk, self._changed, self._wide = desk, changed, wide
        self._control = control
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(26, 8, 16, 9)
        self._row.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(Rule(desk.look))
        self._row.addLayout(self._words(key), 1)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(control, 1)
        self._back = desk.link("settings.reset", reset or (lambda: None))
        self._back.setAccessibleDescription(desk.say(f"settings.{key}.label"))
        end.addWidget(self._back)
        self._row.addLayout(end)
        room = self._back.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._back.setSizePolicy(room)
        self._back.setVisible(changed and reset is not None)
        control.setAccessibleDescription(desk.say(f"settings.{key}.help"))
        self.arrange(desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put the control under its label where there is no room beside it."""
        below = self._wide or breadth == Breadth.NARROW
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        width = self._desk.look.px(_CONTROL if breadth == Breadth.WIDE else 230)
        self._control.setMinimumWidth(0 if below else width)
        self._control.setMaximumWidth(self._desk.look.px(620) if below else width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot of a changed row."""
        if self._changed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._desk.look.accent))
            painter.drawEllipse(QRectF(11, self.height() / 2 - _DOT / 2, _DOT, _DOT))

    def _words(self, key: str) -> QVBoxLayout:
        desk, look = self._desk, self._desk.look
        column = QVBoxLayout()
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(10)
        label = desk.text(f"settings.{key}.label", Role.NAME)
        wanted = label.fontMetrics().horizontalAdvance(label.text()) + 2
        label.setMinimumWidth(min(wanted, look.px(_LABEL)))
        head.addWidget(label)
        if self._changed:
            head.addWidget(
                desk.text("settings.row_changed", Role.SMALL_NAME, look.accent, wrap=False)
            )
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(desk.text(f"settings.{key}.help", Role.BODY, look.soft))
        return column
