"""Fields: text, choice and folders, as forms of the settings and the first run use them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.desk import Desk
from gui.look import Role
from gui.operations import settings as act
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_HEIGHT = 30
_LONGEST = 500
_LEAST_LETTERS = 12
"""What a box shows of its choice at the least; its list is as wide as its words."""


def text_field(desk: Desk, label: str, value: str, done: Callable[[str], object]) -> QLineEdit:
    """Return a field for one line; `done` gets the text when it was changed and left."""
    field = QLineEdit(value)
    field.setFont(desk.look.font(Role.BODY))
    field.setTextMargins(6, 0, 6, 0)
    field.setMaxLength(_LONGEST)
    field.setMinimumHeight(desk.look.px(_HEIGHT))
    field.setAccessibleName(desk.say(label))

    def leave() -> None:
        field.setModified(False)
        done(" ".join(field.text().split()))

    field.editingFinished.connect(leave)
    return field


def choice_field(
    desk: Desk,
    label: str,
    options: Sequence[tuple[str, object]],
    value: object,
    done: Callable[[object], object],
) -> QComboBox:
    """Return a box of options, each a text and its value; `done` gets the chosen value."""
    box = QComboBox()
    box.setFont(desk.look.font(Role.BODY))
    box.setMinimumHeight(desk.look.px(_HEIGHT))
    box.setAccessibleName(desk.say(label))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_LETTERS)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for text, each in options:
        box.addItem(text, each)
    box.setCurrentIndex(next((row for row, (_, each) in enumerate(options) if each == value), 0))
    box.activated.connect(lambda row: done(options[row][1]))
    box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
    return box


class PlacesField(QWidget):
    """The backup places, each with a link that takes it away, and a button that adds one."""

    def __init__(self, desk: Desk) -> None:
        """Show the places of the settings."""
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add = desk.button(
            "settings.backup.add", lambda: act.add_backup_place(desk, self), icon="folder-plus"
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the places as they are now."""
        empty(self._column, self.add)
        places = self._desk.house.settings.read().backup_places
        if not places:
            look = self._desk.look
            self._column.addWidget(self._desk.text("settings.backup.none", Role.BODY, look.soft))
        for place in places:
            self._column.addWidget(self._row(place))
        self._column.addWidget(self.add)

    def _row(self, place: str) -> QWidget:
        desk = self._desk
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        text = Prose(place, desk.look).selectable()
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row.addWidget(text, 1)
        take = desk.link("settings.backup.remove", lambda: act.remove_place(desk, place))
        take.setAccessibleDescription(place)
        row.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
        return line
