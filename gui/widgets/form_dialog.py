"""Form dialog: a few labelled fields and two buttons; what is needed has to be there first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.errors import Exit, KnownError
from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import Button
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.text import Prose, without_dots

_LONGEST = 1000
_WIDTH = 380


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field: its name, the key of its label, what stands in it, whether it is needed.

    `options` are pairs of text and value to choose from; without any it is a line of text.
    `hidden` shows dots instead of what is typed.
    """

    name: str
    label: str
    value: str = ""
    needed: bool = False
    options: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


class FormDialog(JudgedDialog):
    """Asks for a few things; `answers` gives them by name."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: str,
        asks: Sequence[Ask],
        note: str = "",
        said: str = "",
        yes: str = "incident.ask.write",
    ) -> None:
        """Ask under a title; `said` is a sentence, the others are keys of the words.

        The button says `yes`, which is that the duty book is written unless told otherwise.
        """
        super().__init__(desk, parent)
        self._asks = tuple(asks)
        name = without_dots(desk.say(title))
        self.setWindowTitle(name)
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(Prose(name, desk.look, Role.CARD))
        if note:
            column.addWidget(desk.text(note, Role.BODY, desk.look.soft))
        if said:
            column.addWidget(Prose(said, desk.look))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for each in self._asks:
            field = self._field(desk, each)
            label = desk.text(each.label, Role.NAME, wrap=False)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.setFont(desk.look.font(Role.BODY))
            field.setMinimumSize(desk.look.px(_WIDTH), desk.look.px(30))
            form.addRow(label, field)
            self.fields[each.name] = field
        column.addLayout(form)
        column.addWidget(self.refusal)
        self.yes = Button(without_dots(desk.say(yes)), desk.look, desk.icons, primary=True)
        self.yes.clicked.connect(lambda: self.send())
        self.yes.setDefault(True)
        no = Button(desk.say("incident.ask.cancel"), desk.look, desk.icons)
        no.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(self.yes)
        column.addLayout(row)
        self._allow()

    def answers(self) -> dict[str, str]:
        """Return what was typed or chosen, by name."""
        return {name: _value(field) for name, field in self.fields.items()}

    def _field(self, desk: Desk, ask: Ask) -> QLineEdit | QComboBox:
        if ask.options:
            box = QComboBox()
            for text, value in ask.options:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findData(ask.value)))
            return box
        line = QLineEdit(ask.value)
        line.setTextMargins(6, 0, 6, 0)
        line.setMaxLength(_LONGEST)
        line.inputRejected.connect(self._tell_cut)
        if ask.hidden:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textChanged.connect(self._allow)
        return line

    def _tell_cut(self) -> None:
        """Say that a paste did not fit: what is left of it must not pass for the whole."""
        self.refusal.tell(KnownError("text_cut", Exit.USAGE, limit=_LONGEST))

    def _allow(self) -> None:
        if hasattr(self, "yes"):
            answers = self.answers()
            self.yes.setEnabled(all(answers[each.name] for each in self._asks if each.needed))


def _value(field: QLineEdit | QComboBox) -> str:
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
