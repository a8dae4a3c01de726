"""Error panel: what happened and what to do, in the page and never in a box before it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout

from core.house import DAMAGED
from core.model.errors import KnownError
from core.model.result import Result
from gui.desk import Desk
from gui.look import Role
from gui.operations import backups
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.text import Prose, announce

_DETAIL_HEIGHT = 120


class ErrorPanel(Card):
    """Shows one trouble at a time; a fault of the program itself is shown once."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__(desk.look)
        self._desk = desk
        look = desk.look
        self._shape = Shape(Result.WARN, "", look, 22)
        self.sentence = Prose("", look, Role.NAME).selectable()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setFont(look.font(Role.SMALL))
        self.report.setMaximumHeight(look.px(_DETAIL_HEIGHT))
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(desk.say("pages.checks.details"))
        self.details = desk.link("pages.checks.details", self._flip, icon="chevron-right")
        self.copy = desk.button("window.copy_details", self._copy, icon="copy")
        self.restore = desk.button("backup.offer", self._offer, icon="history")
        self.shut = desk.button("window.close_panel", self.hide, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.details)
        row.addWidget(self.restore)
        row.addWidget(self.copy)
        row.addWidget(self.shut)
        column.addLayout(row)
        column.addWidget(self.report)
        self.report.hide()
        self.hide()

    def show_known(self, error: KnownError) -> None:
        """Show what the user can mend."""
        sentence = self._desk.say(f"errors.{error.key}", **error.args_of_sentence)
        self._show(Result.WARN, sentence, error.detail)
        self.restore.setVisible(error.key in DAMAGED)

    def show_fault(self, report: str) -> None:
        """Show a fault of the program itself, with a report to copy; saved data is intact."""
        self._show(Result.FAIL, self._desk.say("errors.bug"), report)

    def _show(self, result: Result, sentence: str, detail: str) -> None:
        look = self._desk.look
        self._shape.change(result, self._desk.say(f"common.result.{result}"))
        self.bar(look.ink(result).name())
        self.sentence.setText(sentence)
        self.report.setPlainText(detail)
        self.details.setVisible(bool(detail))
        self.restore.hide()
        self.report.hide()
        self.details.arrow("chevron-right")
        self.setAccessibleName(sentence)
        self.show()
        announce(self, sentence)

    def _flip(self) -> None:
        shown = self.report.isHidden()
        self.report.setVisible(shown)
        self.details.arrow("chevron-down" if shown else "chevron-right")

    def _offer(self) -> None:
        backups.show(self._desk, self)

    def _copy(self) -> None:
        parts = (self.sentence.text(), self.report.toPlainText())
        self._desk.copy("\n\n".join(each for each in parts if each))
