"""Correcting an entry: what takes its place, and why. The entry itself stays."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.model.duty import Entry
from core.model.new_entry import Correction
from gui.desk import Desk
from gui.look import Role
from gui.widgets.forms import add_field, add_foot, form
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.plain_text import PlainText


class CorrectDialog(JudgedDialog):
    """Nothing is corrected without a reason."""

    def __init__(self, desk: Desk, entry: Entry, parent: QWidget) -> None:
        """Begin with the text of the entry."""
        super().__init__(desk, parent)
        self._entry = entry
        self.setWindowTitle(desk.say("pages.duty_book.correct"))
        self.text = PlainText(entry.text)
        self.text.refused.connect(self.refusal.tell)
        self.text.setFont(desk.look.font(Role.BODY))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(desk.look.px(110))
        self.text.setAccessibleName(desk.say("pages.duty_book.right_text"))
        self.at, self.reason = QLineEdit(), QLineEdit()
        self.at.setPlaceholderText(desk.words.moment(entry.at))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        number = desk.text("pages.duty_book.number", Role.CARD, seq=entry.seq)
        column.addWidget(number)
        column.addWidget(desk.text("pages.duty_book.stays", Role.BODY, desk.look.soft))
        column.addWidget(desk.text("pages.duty_book.right_text", Role.NAME))
        column.addWidget(self.text)
        fields = form()
        add_field(desk, fields, "pages.duty_book.right_time", self.at)
        add_field(desk, fields, "pages.duty_book.reason", self.reason)
        column.addLayout(fields)
        self.yes = add_foot(desk, column, self, "pages.duty_book.correct_do")
        self.text.textChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self._allow()
        self.text.setFocus()

    def correction(self) -> Correction:
        """Return what was entered."""
        return Correction(
            seq=self._entry.seq,
            text=self.text.toPlainText().strip(),
            reason=self.reason.text().strip(),
            at=self.at.text().strip(),
        )

    def _allow(self, *_: object) -> None:
        told = self.text.toPlainText().strip() and self.reason.text().strip()
        self.yes.setEnabled(bool(told))
