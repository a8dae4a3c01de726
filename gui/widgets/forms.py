"""Forms in dialogs: fields with labels, and the two buttons at the foot."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import Button

_LONGEST = 200


def form() -> QFormLayout:
    """Return an empty form."""
    made = QFormLayout()
    made.setHorizontalSpacing(12)
    made.setVerticalSpacing(9)
    return made


def add_field(desk: Desk, form: QFormLayout, label: str, field: QWidget) -> None:
    """Put a field into a form under the key of its label."""
    text = desk.text(label, Role.NAME, wrap=False)
    text.setBuddy(field)
    field.setAccessibleName(text.text())
    field.setFont(desk.look.font(Role.BODY))
    field.setMinimumHeight(desk.look.px(30))
    if isinstance(field, QLineEdit):
        field.setTextMargins(6, 0, 6, 0)
        field.setMaxLength(_LONGEST)
        field.setMinimumWidth(desk.look.px(320))
    form.addRow(text, field)


def foot(
    desk: Desk, dialog: QDialog, key: str, done: Callable[[], object]
) -> tuple[QHBoxLayout, Button]:
    """Return the foot of a dialog, and the button that does what it is for."""
    yes = desk.button(key, done, primary=True)
    yes.setDefault(True)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(desk.button("buttons.cancel_plain", dialog.reject))
    line.addWidget(yes)
    return line, yes
