"""Forms in dialogs: fields with labels, and the two buttons at the foot."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import Button
from gui.widgets.judged_dialog import JudgedDialog

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


def add_foot(desk: Desk, column: QVBoxLayout, dialog: JudgedDialog, key: str) -> Button:
    """Put a refusal and the two buttons under a dialog; return the one that it is for."""
    yes = desk.button(key, lambda: dialog.send(), primary=True)
    yes.setDefault(True)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(desk.button("buttons.cancel_plain", dialog.reject))
    line.addWidget(yes)
    column.addWidget(dialog.refusal)
    column.addLayout(line)
    return yes
