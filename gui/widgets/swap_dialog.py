"""Changing who is on duty: who leaves, who comes, why, who approved it."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from core.model.moments import to_text
from core.model.roster import Cell, NewSwap, Roster
from gui.desk import Desk
from gui.look import Role
from gui.widgets.forms import add_field, add_foot, form
from gui.widgets.judged_dialog import JudgedDialog


class SwapDialog(JudgedDialog):
    """Asks about one shift; it cannot be changed without a reason and an approval."""

    def __init__(self, desk: Desk, roster: Roster, cell: Cell, parent: QWidget) -> None:
        """Ask about a shift in which somebody stands."""
        super().__init__(desk, parent)
        self._roster, self._cell = roster, cell
        self.setWindowTitle(desk.say("roster.swap_dialog.title"))
        persons = desk.house.people.all()
        names = {each.number: each.name for each in desk.house.people.all(also_removed=True)}
        self.leaves, self.comes, self.other = QComboBox(), QComboBox(), QComboBox()
        self.reason, self.approver = QLineEdit(), QLineEdit()
        for number in roster.at(*cell):
            self.leaves.addItem(names.get(number, "…"), number)
        for each in persons:
            if each.number not in roster.at(*cell):
                self.comes.addItem(each.name, each.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(desk.text("roster.swap_dialog.shift", Role.NAME, text=self._said(cell)))
        fields = form()
        for label, field in (
            ("roster.swap_dialog.leaves", self.leaves),
            ("roster.swap_dialog.comes", self.comes),
            ("roster.swap_dialog.other", self.other),
            ("roster.swap_dialog.reason", self.reason),
            ("roster.swap_dialog.approver", self.approver),
        ):
            add_field(desk, fields, label, field)
        column.addLayout(fields)
        note = desk.text("roster.swap_dialog.note", Role.SMALL, desk.look.soft)
        column.addWidget(note)
        self.yes = add_foot(desk, column, self, "roster.swap_dialog.do")
        self.comes.currentIndexChanged.connect(self._offer_shifts)
        self.reason.textChanged.connect(self._allow)
        self.approver.textChanged.connect(self._allow)
        self._offer_shifts()
        self.comes.setFocus()

    def swap(self) -> NewSwap:
        """Return what was entered."""
        return NewSwap(
            roster=self._roster.number,
            cell=self._cell,
            leaves=int(self.leaves.currentData()),
            comes=int(self.comes.currentData()),
            other=self.other.currentData(),
            reason=self.reason.text().strip(),
            approver=self.approver.text().strip(),
        )

    def _offer_shifts(self, *_: object) -> None:
        """Offer the shifts of the one who comes, to be taken in exchange."""
        desk, roster = self._desk, self._roster
        self.other.clear()
        self.other.addItem(desk.say("roster.swap_dialog.no_other"), None)
        comes, leaves = self.comes.currentData(), self.leaves.currentData()
        for (day, line), people in sorted(roster.people.items()):
            if comes in people and leaves not in people:
                self.other.addItem(self._said((day, line)), (day, line))
        self._allow()

    def _said(self, cell: Cell) -> str:
        desk, line = self._desk, self._roster.line(cell[1])
        if line is None:
            return ""
        starts, ends = (to_text(each) for each in line.span(date.fromisoformat(cell[0])))
        title = line.title or desk.say(f"roster.role.{line.role}")
        span = desk.say("roster.span", **{"from": starts, "to": ends})
        return desk.say("roster.cell", name=title, text=span)

    def _allow(self, *_: object) -> None:
        told = self.reason.text().strip() and self.approver.text().strip()
        self.yes.setEnabled(bool(told) and self.comes.count() > 0)
