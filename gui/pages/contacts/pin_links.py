"""What can be done about the personal PIN of somebody of the staff."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.person import Person
from gui.desk import Desk
from gui.look import Role
from gui.operations import pins as act


class PinLinks(QWidget):
    """Says whether a person has a PIN, and leads to setting, changing, dropping or forgetting it.

    Nobody can read a PIN here: the house keeps none.
    """

    def __init__(self, desk: Desk) -> None:
        """Start without a person."""
        super().__init__()
        self._desk = desk
        self._person: Person | None = None
        self._has = desk.text("contacts.pin.has", Role.SMALL, desk.look.soft)
        self._none = desk.text("contacts.pin.none", Role.SMALL, desk.look.soft)
        self.set = desk.link("contacts.pin.set", lambda: self._ask(has=False))
        self.change = desk.link("contacts.pin.change", lambda: self._ask(has=True))
        self.drop = desk.link("contacts.pin.drop", self._drop)
        self.forget = desk.link("contacts.pin.forget", self._forget)
        row = QHBoxLayout()
        for link in (self.set, self.change, self.drop, self.forget):
            row.addWidget(link)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._has)
        column.addWidget(self._none)
        column.addLayout(row)

    def show_person(self, person: Person | None) -> None:
        """Show what can be done for a person, or nothing."""
        self._person = person
        self.setHidden(person is None)
        if person is None:
            return
        has = self._desk.house.pins.has(act.name_of(person))
        for shown in (self._has, self.change, self.drop, self.forget):
            shown.setVisible(has)
        for shown in (self._none, self.set):
            shown.setVisible(not has)

    def _ask(self, *, has: bool) -> None:
        if self._person is not None:
            act.choose(self._desk, self, self._person, has=has)

    def _drop(self) -> None:
        if self._person is not None:
            act.drop(self._desk, self, self._person)

    def _forget(self) -> None:
        if self._person is not None:
            act.forget(self._desk, self, self._person)
