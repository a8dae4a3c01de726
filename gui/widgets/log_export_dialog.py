"""Exporting the book: which days, into which folder, continuing which seal of the receiver."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QStandardPaths
from PySide6.QtWidgets import (
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.model.moments import day_of
from gui.desk import Desk
from gui.look import Role
from gui.widgets.forms import add_field, add_foot, form
from gui.widgets.judged_dialog import JudgedDialog

_LONGEST = 1_000_001
"""Bytes read of a seal; what is longer is none, and the house says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExportAsked:
    """What was asked for. `held` is the file with the seal that the receiver holds, if any."""

    folder: Path
    since: date
    until: date
    held: Path | None

    def held_content(self) -> bytes | None:
        """Return what is in the file of the receiver's seal; empty for one that cannot be read."""
        if self.held is None:
            return None
        try:
            with self.held.open("rb") as stream:
                return stream.read(_LONGEST)
        except OSError:
            return b""


class LogExportDialog(JudgedDialog):
    """Asks about an export."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Offer the whole book and the folder used last."""
        super().__init__(desk, parent)
        self.setWindowTitle(desk.say("pages.duty_book.export"))
        today = day_of(desk.now())
        oldest = desk.house.duty.entry(1)
        first = day_of(oldest.at) if oldest is not None and oldest.at else today
        self.since, self.until = self._day_field(min(first, today)), self._day_field(today)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(documents) or str(Path.home())
        self.place = QLineEdit(desk.memory.text("report_folder", folder))
        self.held = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(desk.text("pages.duty_book.export_note", Role.BODY, desk.look.soft))
        fields = form()
        add_field(desk, fields, "pages.duty_book.since", self.since)
        add_field(desk, fields, "pages.duty_book.until", self.until)
        add_field(desk, fields, "window.report.folder", self.place)
        add_field(desk, fields, "pages.duty_book.held", self.held)
        column.addLayout(fields)
        row = QHBoxLayout()
        row.addWidget(desk.button("window.report.choose", self._choose, icon="folder"))
        row.addWidget(desk.button("pages.duty_book.choose_held", self._choose_held))
        row.addStretch(1)
        column.addLayout(row)
        self.yes = add_foot(desk, column, self, "pages.duty_book.export_do")
        self.place.textChanged.connect(self._allow)
        for field in (self.since, self.until):
            field.dateChanged.connect(self._allow)
        self._allow()

    def asked(self) -> LogExportAsked:
        """Return what was asked for."""
        held = self.held.text().strip()
        return LogExportAsked(
            folder=Path(self.place.text().strip()).expanduser(),
            since=_day(self.since.date()),
            until=_day(self.until.date()),
            held=Path(held).expanduser() if held else None,
        )

    def _allow(self, *_: object) -> None:
        in_order = self.since.date() <= self.until.date()
        self.yes.setEnabled(in_order and bool(self.place.text().strip()))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._desk.say("window.report.folder"), self.place.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.place.setText)
        dialog.open()

    def _choose_held(self) -> None:
        dialog = QFileDialog(self, self._desk.say("pages.duty_book.held"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.held.setText)
        dialog.open()

    def _day_field(self, day: date) -> QDateEdit:
        field = QDateEdit(QDate(day.year, day.month, day.day))
        field.setDisplayFormat("dd/MM/yyyy")
        field.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        field.lineEdit().setTextMargins(6, 0, 6, 0)
        return field


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
