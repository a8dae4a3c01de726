"""Accepting a risk: who, why, until when; it always ends."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.moments import day_of
from core.model.run import Waiver
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.widgets.buttons import Button
from gui.widgets.judged_dialog import JudgedDialog

_DAYS, _MOST_DAYS = 30, 365


class WaiveDialog(JudgedDialog):
    """Asks for a waiver; it cannot be accepted without a name and a reason."""

    def __init__(self, desk: Desk, check: str, parent: QWidget) -> None:
        """Ask about a check."""
        super().__init__(desk, parent)
        self._check = check
        accept, back = desk.words.steps("confirm.waive.buttons")
        self.setWindowTitle(accept)
        self.who, self.why, self.until = QLineEdit(), QLineEdit(), QDateEdit()
        self.who.setText(desk.house.settings.read().keeper)
        today = day_of(desk.now())
        first = QDate(today.year, today.month, today.day)
        self.until.setDateRange(first, first.addDays(_MOST_DAYS))
        self.until.setDate(first.addDays(_DAYS))
        self.until.setDisplayFormat("dd/MM/yyyy")
        self.until.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.until.lineEdit().setTextMargins(6, 0, 6, 0)
        for line in (self.who, self.why):
            line.setTextMargins(6, 0, 6, 0)
        title = told.title(desk.words, check)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(desk.text("confirm.waive.question", Role.BODY, title=title))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        for key, field in (("who", self.who), ("why", self.why), ("until", self.until)):
            label = desk.text(f"window.waive.{key}", Role.NAME, wrap=False)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.setFont(desk.look.font(Role.BODY))
            field.setMinimumSize(desk.look.px(300), desk.look.px(30))
            form.addRow(label, field)
        column.addLayout(form)
        column.addWidget(self.refusal)
        self.yes = Button(accept, desk.look, desk.icons, primary=True)
        self.yes.clicked.connect(lambda: self.send())
        no = Button(back, desk.look, desk.icons)
        no.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(self.yes)
        column.addLayout(row)
        self.who.textChanged.connect(self._allow)
        self.why.textChanged.connect(self._allow)
        self._allow()
        (self.why if self.who.text() else self.who).setFocus()

    def waiver(self) -> Waiver:
        """Return what was entered."""
        return Waiver(
            check=self._check,
            who=self.who.text().strip(),
            why=self.why.text().strip(),
            until=self.until.date().toString("yyyy-MM-dd"),
        )

    def _allow(self) -> None:
        self.yes.setEnabled(bool(self.who.text().strip() and self.why.text().strip()))
