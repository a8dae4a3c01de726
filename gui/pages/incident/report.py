"""The report of an incident: its form filled in as far as known, each change saved at once."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core.model.incident import Incident
from core.model.moments import VIETNAM, from_text
from core.model.paper import FieldCard
from gui.desk import Desk
from gui.look import Role
from gui.operations import incidents as act
from gui.pages.reports.editors import Editor, editor_of
from gui.pages.reports.forms import Rows
from gui.widgets.card import Card
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_SAVE_AFTER_MS = 700


class ReportStage(Card):
    """Form and stage at the top, the fields below, what can be done with them at the foot."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        """Show the report form of an incident, prefilled."""
        super().__init__(desk.look)
        self._desk, self._incident = desk, incident
        self._editors: dict[str, Editor] = {}
        self._shown: dict[str, str] = {}
        self._rows = QVBoxLayout()
        self._saved = desk.text("incident.page.form_help", Role.SMALL, desk.look.soft)
        self._wait = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._wait.timeout.connect(self._save)
        self._tried: dict[str, str] = {}
        kinds = desk.house.incidents.form_kinds()
        self.form = self._box(
            "incident.page.form", [(desk.say(f"forms.{each}.name"), each) for each in kinds]
        )
        self.stage = self._box(
            "incident.page.form_stage",
            [(desk.say(f"incident.report.{each}"), each) for each in act.STAGES[:-1]],
        )
        self.stage.setCurrentIndex(self.stage.findData(self._next_stage()))
        self.form.activated.connect(self._show_fields)
        self.stage.activated.connect(self._show_fields)
        self._lay_out()
        self._show_fields()

    def flush(self) -> None:
        """Save what is not saved yet, also what was refused before, and wait for it.

        Whatever is shown next is read from the store.
        """
        if self.unsaved():
            self._tried.clear()
            self._save()
            self._desk.errands.settle()

    def unsaved(self) -> dict[str, str]:
        """Return what stands in a field and is not saved, by name."""
        return {
            name: text
            for name, editor in self._editors.items()
            if (text := editor.read().strip()) != self._shown[name]
        }

    def _save(self) -> None:
        """Save each field for itself: one that is refused keeps no other from being saved."""
        self._wait.stop()
        for name, text in self.unsaved().items():
            if self._tried.get(name) != text:
                self._tried[name] = text
                act.save_field(self._desk, self._incident, name, text, self._note_saved)

    def _box(self, label: str, options: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setFont(self._desk.look.font(Role.BODY))
        box.setMinimumHeight(self._desk.look.px(30))
        box.setAccessibleName(self._desk.say(label))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        for text, value in options:
            box.addItem(text, value)
        return box

    def _lay_out(self) -> None:
        desk = self._desk
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 16)
        column.setSpacing(10)
        column.addWidget(desk.text("incident.stage.report", Role.CARD))
        head = QHBoxLayout()
        head.addWidget(self.form, 2)
        head.addWidget(self.stage, 1)
        column.addLayout(head)
        column.addWidget(self._saved)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        self._foot = (
            desk.button("incident.page.form_write", self._write, icon="file-export"),
            desk.button("incident.page.form_sent", self._sent, icon="mail"),
        )
        for button in self._foot:
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _show_fields(self) -> None:
        self.flush()
        desk, incident = self._desk, self._incident
        kind, stage = str(self.form.currentData()), str(self.stage.currentData())
        self.stage.setVisible(kind == "incident")
        card = desk.house.reports.form(kind)
        known = desk.house.incidents.form_content(incident.id, kind, stage)["fields"]
        self._editors, self._shown, self._tried = {}, {}, {}
        empty(self._rows)
        for part in card.parts if card is not None else ():
            fields = [each for each in part.fields if desk.house.incidents.may_fill(each.name)]
            if part.rows or not fields:
                continue
            if part.title:
                self._rows.addWidget(Prose(part.title, desk.look, Role.NAME))
            holder = QWidget()
            rows = Rows(desk)
            holder.setLayout(rows)
            for field in fields:
                needed = field.needed or stage in field.needed_at
                rows.add(field.label, self._editor(field, known), needed=needed)
            self._rows.addWidget(holder)
        controls = [each.control for each in self._editors.values()]
        for one, following in pairwise((self.stage, *controls, *self._foot)):
            QWidget.setTabOrder(one, following)

    def _editor(self, field: FieldCard, known: Mapping[str, Any]) -> QWidget:
        text = _typed(field, known.get(field.name, ""))
        editor = editor_of(self._desk, field, text, self._changed)
        editor.control.setObjectName(field.name)
        editor.control.setEnabled(self._incident.is_open)
        self._editors[field.name], self._shown[field.name] = editor, text.strip()
        return editor.control

    def _changed(self) -> None:
        self._wait.start()

    def _note_saved(self, name: str, saved: str) -> None:
        self._shown[name] = saved
        text = self._desk.say("incident.page.saved", time=self._desk.now())
        self._saved.setText(text)

    def _write(self) -> None:
        self.flush()
        kind, stage = str(self.form.currentData()), str(self.stage.currentData())
        act.choose_folder(
            self._desk,
            self,
            lambda folder: act.write_form(self._desk, self._incident, kind, stage, folder),
        )

    def _sent(self) -> None:
        self.flush()
        act.record_sent(self._desk, self, self._incident, str(self.stage.currentData()))

    def _next_stage(self) -> str:
        """Return the first stage with a deadline that was not sent yet."""
        deadlines = self._desk.house.incidents.clocks(self._incident)
        unsent = [each.stage for each in deadlines if not each.met]
        return unsent[0] if unsent and unsent[0] in act.STAGES[:-1] else "update"


def _typed(field: FieldCard, value: object) -> str:
    """Return a value as people type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value).strip("…")  # what stands open on paper is empty on the screen
    if field.holds == "moment" and text:
        return from_text(text).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return text
