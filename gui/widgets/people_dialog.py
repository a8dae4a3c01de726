"""Bringing in the staff: from an Excel or CSV file, or pasted; first shown, then taken."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.errors import KnownError
from core.model.person import FoundPerson
from gui.desk import Desk
from gui.look import Role
from gui.operations import roster as act
from gui.widgets.forms import add_foot
from gui.widgets.judged_dialog import JudgedDialog
from gui.widgets.lists import dress_list
from gui.widgets.plain_text import PlainText

_PATIENCE_MS = 250
_LIST_LIMIT = 400_000
"""Characters of a pasted list: as many rows as a file may have, each long."""


class PeopleDialog(JudgedDialog):
    """Shows whom a list names, and which of them are there already."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin with nothing."""
        super().__init__(desk, parent)
        self.found: tuple[FoundPerson, ...] = ()
        self.setWindowTitle(desk.say("roster.people_dialog.title"))
        self.resize(desk.look.px(640), desk.look.px(520))
        self.text = PlainText(limit=_LIST_LIMIT)
        self.text.refused.connect(self._failed)
        self.text.setFont(desk.look.font(Role.BODY))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(desk.say("roster.people_dialog.hint"))
        self.text.setAccessibleName(desk.say("roster.people_dialog.paste"))
        self.file = desk.button("roster.people_dialog.file", self._choose, icon="folder")
        self.list = QListWidget()
        dress_list(self.list, desk.look)
        self.list.setAccessibleName(desk.say("roster.people_dialog.found"))
        self.state = desk.text("roster.people_dialog.none", Role.BODY, desk.look.soft)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(desk.text("roster.people_dialog.paste", Role.NAME), 1)
        row.addWidget(self.file)
        column.addLayout(row)
        column.addWidget(self.text, 2)
        column.addWidget(self.state)
        column.addWidget(self.list, 3)
        self.yes = add_foot(desk, column, self, "roster.people_dialog.take")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE_MS)
        self._wait.timeout.connect(self._read_text)
        self.text.textChanged.connect(self._wait.start)
        self.yes.setEnabled(False)
        self.text.setFocus()

    def read_file(self, path: Path) -> None:
        """Show whom a file names."""
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        act.read_file(self._desk, path, self.show_found, self._failed)

    def show_found(self, found: Sequence[FoundPerson]) -> None:
        """Show people, and what is to be looked at."""
        desk, self.found = self._desk, tuple(found)
        self.list.clear()
        for each in found:
            person = each.person
            parts = [part for part in (person.name, person.post, person.room, person.phone) if part]
            marks = [desk.say("roster.people_dialog.known")] if each.is_known else []
            marks += [desk.say(f"roster.doubt.{doubt}") for doubt in each.doubts]
            self.list.addItem(" · ".join((*parts, *(f"({mark})" for mark in marks))))
        new = sum(not each.is_known for each in found)
        self.state.setText(desk.say("roster.people_dialog.count", count=len(found), added=new))
        self.state.ink(desk.look.text)
        self.yes.setEnabled(new > 0)

    def _read_text(self) -> None:
        text = self.text.toPlainText()
        if not text.strip():
            self._tell("roster.people_dialog.none")
            return
        try:
            self.show_found(act.read_text(self._desk, text))
        except KnownError as error:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._tell(f"errors.{error.key}", error)

    def _tell(self, key: str, error: KnownError | None = None) -> None:
        self.found = ()
        self.list.clear()
        self.yes.setEnabled(False)
        self.state.setText(self._desk.say(key, **(error.args_of_sentence if error else {})))
        self.state.ink(self._desk.look.fail if error else self._desk.look.soft)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._desk.say("roster.people_dialog.file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._desk.say("roster.people_dialog.filter"))
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.open()
