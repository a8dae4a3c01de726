"""Accepting a hand-over: what is open is read item by item, incidents are marked as read."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.incident import Incident
from core.model.shift import Acceptance, OpenItem, Shift
from gui.desk import Desk
from gui.look import Role
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.scroll import InnerScroll
from gui.widgets.text import Prose, without_dots
from gui.widgets.tick import Tick

_WIDTH, _LIST = 560, 180
_STATE = ("systems", "power", "network", "keys", "devices")


class AcceptDialog(JudgedDialog):
    """Shows a hand-over; `refused` says that the person does not take it."""

    refused = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        shift: Shift,
        items: Sequence[OpenItem],
        incidents: Sequence[Incident],
    ) -> None:
        """Show what is handed over with a shift."""
        super().__init__(desk, parent)
        name = without_dots(desk.say("shift.page.accept"))
        self.setWindowTitle(name)
        self.setMinimumWidth(desk.look.px(_WIDTH))
        self.marks: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(Prose(name, desk.look, Role.CARD))
        proof = desk.say(f"shift.proof.{shift.giver_proof}")
        column.addWidget(desk.text("shift.page.gave", name=shift.person, text=proof))
        for text in self._told(shift):
            column.addWidget(Prose(text, desk.look, Role.BODY, desk.look.soft))
        column.addWidget(desk.text("shift.show.items" if items else "shift.show.no_items"))
        scroll = InnerScroll(desk.look, desk.say("shift.page.accept"))
        scroll.hold(self._list(items, incidents))
        scroll.setMinimumHeight(desk.look.px(_LIST if items or incidents else 30))
        column.addWidget(scroll, 1)
        if incidents:
            column.addWidget(desk.text("shift.page.read_all", Role.SMALL, desk.look.soft))
        self.person, self.reservations = QLineEdit(), QLineEdit()
        self.until, self.pin = QLineEdit(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.person.setText(shift.offer.to if shift.offer else "")
        column.addLayout(self._fields())
        column.addWidget(self.refusal)
        self.yes = desk.button("shift.page.take", lambda: self.send(), primary=True)
        row = QHBoxLayout()
        row.addWidget(desk.button("shift.page.refuse", self.refused.emit))
        row.addStretch(1)
        row.addWidget(desk.button("incident.ask.cancel", self.reject))
        row.addWidget(self.yes)
        column.addLayout(row)
        self._allow()

    def acceptance(self) -> Acceptance:
        """Return what was entered."""
        return Acceptance(
            person=self.person.text().strip(),
            reservations=self.reservations.text().strip(),
            read=tuple(each for each, box in self.marks.items() if box.isChecked()),
            until=self.until.text().strip(),
            pin=self.pin.text(),
        )

    def _told(self, shift: Shift) -> list[str]:
        offer = shift.offer
        if offer is None:
            return []
        texts = {"note": offer.note, "instruction": offer.instruction}
        texts |= {name: getattr(offer.condition, name) for name in _STATE}
        return [
            self._desk.say(f"shift.condition.{name}", text=text)
            for name, text in texts.items()
            if text
        ]

    def _list(self, items: Sequence[OpenItem], incidents: Sequence[Incident]) -> QWidget:
        desk = self._desk
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        for each in incidents:
            title = desk.words.name(f"incident.kind.{each.playbook}.name", each.playbook)
            said = desk.say("shift.page.incident", code=each.code, title=title)
            text = f"{desk.say('shift.page.read')}: {said}"
            tick = Tick(text, desk.look, ticked=False, role=Role.NAME)
            tick.box.toggled.connect(self._allow)
            self.marks[each.id] = tick.box
            column.addWidget(tick)
        for item in items:
            text = desk.say("shift.page.item", seq=item.seq, text=item.text)
            if item.due:
                text = desk.say("shift.page.item_due", text=text, due=item.due)
            column.addWidget(Prose(text, desk.look).selectable())
        column.addStretch(1)
        return inner

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        named = {
            "person": self.person,
            "reservations": self.reservations,
            "until": self.until,
            "pin": self.pin,
        }
        for name, field in named.items():
            label = self._desk.text(f"shift.page.{name}", Role.NAME, wrap=False)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            field.setFont(self._desk.look.font(Role.BODY))
            field.setTextMargins(6, 0, 6, 0)
            field.setMinimumHeight(self._desk.look.px(30))
            form.addRow(label, field)
        return form

    def _allow(self) -> None:
        self.yes.setEnabled(all(each.isChecked() for each in self.marks.values()))
