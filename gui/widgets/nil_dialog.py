"""The nil report: the sentence, what it rests on, and one button that confirms it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.incident import NilBasis, NilStatement
from gui.desk import Desk
from gui.look import Role
from gui.widgets.screen_dialog import ScreenDialog
from gui.widgets.text import Prose

_WIDTH = 520


class NilDialog(ScreenDialog):
    """Shows a statement before it is made; with an incident in its time it cannot be confirmed."""

    def __init__(
        self, desk: Desk, parent: QWidget, statement: NilStatement, basis: NilBasis
    ) -> None:
        """Show what somebody is about to confirm."""
        super().__init__(desk, parent)
        self.setWindowTitle(desk.say("incident.nil.title"))
        self.setMinimumWidth(desk.look.px(_WIDTH))
        against = len(basis.incidents_open) + len(basis.incident_entries)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(desk.text("incident.nil.title", Role.CARD))
        unit = desk.house.settings.read().unit or desk.say("common.no_value")
        said = {"from": statement.start, "to": statement.end, "unit": unit}
        told = desk.words.say("incident.nil.statement", said)
        column.addWidget(Prose(told, desk.look))
        column.addWidget(
            desk.text(
                "incident.nil.basis",
                entries=basis.entries,
                incidents_open=against,
                count=basis.checks,
                machines_checked=basis.machines,
            )
        )
        if basis.last_check:
            column.addWidget(desk.text("incident.nil.last", ago=basis.last_check))
        else:
            column.addWidget(desk.text("incident.nil.never"))
        self.yes = desk.button("incident.nil.yes", self.accept, primary=True)
        self.yes.setEnabled(not against)
        if against:
            column.addWidget(
                desk.text("incident.nil.refused", Role.NAME, desk.look.fail, count=against)
            )
        else:
            column.addWidget(desk.text("incident.nil.confirm", name=statement.person))
        no = desk.button("incident.nil.no", self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(self.yes)
        column.addLayout(row)
