"""The two forms of a document: to whom it goes, and what it says."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from core.model.paper import FieldCard, FormCard, PartCard
from gui.desk import Desk
from gui.look import Role
from gui.pages.reports.editors import Editor, RowsEditor, editor_of, lines_editor
from gui.widgets.fields import choice_field

_LABEL = 170
_URGENCIES = ("", "urgent", "very_urgent", "flash")
_AUTHORITIES = ("", "TM", "TM KT", "KT", "TL", "TUQ", "Q")
_TEXTS = ("on_behalf", "head", "post", "signer")
_LISTS = ("addressees", "recipients")


class Rows(QGridLayout):
    """Labels at the left, editors at the right."""

    def __init__(self, desk: Desk) -> None:
        """Make no row yet."""
        super().__init__()
        self._desk = desk
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(14)
        self.setVerticalSpacing(9)
        self.setColumnStretch(1, 1)

    def add(self, label: str, control: QWidget, *, needed: bool = False) -> None:
        """Add a row; `label` is the text itself."""
        desk, row = self._desk, self.rowCount()
        text = desk.say("reports.needed", name=label) if needed else label
        said = desk.text("reports.plain", Role.NAME if needed else Role.BODY, text=text)
        said.setFixedWidth(desk.look.px(_LABEL))
        said.setBuddy(control)
        self.addWidget(said, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(control, row, 1)


class FrameForm(QWidget):
    """To whom, how fast, who signs and by what authority."""

    def __init__(self, desk: Desk, frame: Mapping[str, Any], changed: Callable[[], object]) -> None:
        """Show what was filled in before."""
        super().__init__()
        self._frame = dict(frame)
        self._lists = {
            name: lines_editor(
                desk, desk.say(f"report.frame.{name}"), "\n".join(frame.get(name, ())), changed, 2
            )
            for name in _LISTS
        }
        self._texts = {
            name: editor_of(
                desk,
                FieldCard(
                    name=name, label=desk.say(f"report.frame.{name}"), holds="text", needed=False
                ),
                str(frame.get(name, "")),
                changed,
            )
            for name in _TEXTS
        }
        urgencies = [(desk.say(f"reports.urgency.{each or 'none'}"), each) for each in _URGENCIES]
        self._urgency = choice_field(
            desk, "report.frame.urgency", urgencies, frame.get("urgency", ""), lambda it: changed()
        )
        authorities = [
            (desk.say(f"reports.authority.{each.replace(' ', '_') or 'none'}"), each)
            for each in _AUTHORITIES
        ]
        self._authority = choice_field(
            desk,
            "report.frame.authority",
            authorities,
            " ".join(frame.get("authority", ())),
            lambda it: changed(),
        )
        self._internal = QCheckBox(desk.say("report.frame.internal_only"))
        self._internal.setFont(desk.look.font(Role.BODY))
        self._internal.setChecked(bool(frame.get("internal_only", False)))
        self._internal.toggled.connect(lambda ticked: changed())
        rows = Rows(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)
        for name in _LISTS:
            rows.add(desk.say(f"report.frame.{name}"), self._lists[name].control)
        column.addWidget(desk.text("reports.one_a_line", Role.SMALL, desk.look.soft))
        below = Rows(desk)
        column.addLayout(below)
        below.add(desk.say("report.frame.urgency"), self._urgency)
        below.add(desk.say("report.frame.authority"), self._authority)
        for name in _TEXTS:
            below.add(desk.say(f"report.frame.{name}"), self._texts[name].control)
        column.addWidget(self._internal)

    def frame(self) -> dict[str, Any]:
        """Return what a file of values holds under `document`; nothing where nothing was chosen."""
        found: dict[str, Any] = {
            name: lines
            for name, editor in self._lists.items()
            if (lines := [each.strip() for each in editor.read().splitlines() if each.strip()])
        }
        found |= {
            name: text for name, editor in self._texts.items() if (text := editor.read().strip())
        }
        if urgency := self._urgency.currentData():
            found["urgency"] = urgency
        if authority := self._authority.currentData():
            found["authority"] = authority.split()
        if self._internal.isChecked():
            found["internal_only"] = True
        return found


class FieldsForm(QWidget):
    """Every field of a kind, part by part, and its rows."""

    def __init__(
        self,
        desk: Desk,
        form: FormCard,
        content: Mapping[str, Any],
        changed: Callable[[], object],
    ) -> None:
        """Show what was filled in before."""
        super().__init__()
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, RowsEditor] = {}
        self._desk, self._changed = desk, changed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        fields, rows = content.get("fields", {}), content.get("rows", {})
        for part in form.parts:
            if part.rows:
                self._add_rows(column, part, rows)
            elif part.fields:
                self._add_fields(column, part, fields)
        column.addStretch(1)

    def fields(self) -> dict[str, str]:
        """Return what was typed into each field."""
        return {name: text for name, each in self._editors.items() if (text := each.read().strip())}

    def rows(self) -> dict[str, list[dict[str, str]]]:
        """Return the rows of each table."""
        return {name: found for name, each in self._rows.items() if (found := each.rows())}

    @property
    def empty(self) -> bool:
        """Say whether the kind asks for nothing."""
        return not self._editors and not self._rows

    def _add_fields(self, column: QVBoxLayout, part: PartCard, values: Mapping[str, Any]) -> None:
        self._add_title(column, part.title)
        rows = Rows(self._desk)
        for field in part.fields:
            editor = editor_of(self._desk, field, str(values.get(field.name, "")), self._changed)
            self._editors[field.name] = editor
            rows.add(field.label, editor.control, needed=field.needed)
        column.addLayout(rows)

    def _add_rows(self, column: QVBoxLayout, part: PartCard, values: Mapping[str, Any]) -> None:
        self._add_title(column, part.title)
        editor = RowsEditor(self._desk, part, values.get(part.name, ()), self._changed)
        self._rows[part.name] = editor
        column.addWidget(editor)

    def _add_title(self, column: QVBoxLayout, title: str) -> None:
        if title:
            column.addWidget(self._desk.text("reports.plain", Role.CARD, text=title))
