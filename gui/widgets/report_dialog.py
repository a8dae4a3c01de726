"""Saving a report: which forms, into which folder; the last choice is offered again."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui.desk import Desk
from gui.look import Role
from gui.widgets.screen_dialog import ScreenDialog

FORMATS = ("pdf", "docx", "json")


class ReportDialog(ScreenDialog):
    """Asks for forms and folder."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        formats: tuple[str, ...] = FORMATS,
        title: str = "window.report.title",
        write: str = "window.report.write",
    ) -> None:
        """Offer the last choice, at first the first two forms in the documents folder."""
        super().__init__(desk, parent)
        self._desk = desk
        self.setWindowTitle(desk.say(title))
        chosen = desk.memory.names("report_formats", formats[:2])
        self.boxes = {each: self._box(each, each in chosen) for each in formats}
        self.place = QLineEdit(desk.memory.text("report_folder", _documents()))
        self.place.setFont(desk.look.font(Role.BODY))
        self.place.setTextMargins(6, 0, 6, 0)
        self.place.setMinimumSize(desk.look.px(330), desk.look.px(30))
        self.place.setAccessibleName(desk.say("window.report.folder"))
        self.place.textChanged.connect(self._allow)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(desk.text("window.report.what", Role.NAME))
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(self._allow)
        column.addSpacing(6)
        column.addWidget(desk.text("window.report.folder", Role.NAME))
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(desk.button("window.report.choose", self._choose, icon="folder"))
        column.addLayout(row)
        column.addSpacing(8)
        self.yes = desk.button(write, self.accept, primary=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(desk.button("buttons.cancel_plain", self.reject))
        foot.addWidget(self.yes)
        column.addLayout(foot)
        self._allow()

    def formats(self) -> tuple[str, ...]:
        """Return the ticked forms."""
        return tuple(each for each, box in self.boxes.items() if box.isChecked())

    def folder(self) -> Path:
        """Return the folder."""
        return Path(self.place.text().strip()).expanduser()

    def _box(self, name: str, ticked: bool) -> QCheckBox:
        box = QCheckBox(self._desk.say(f"window.report.{name}"))
        box.setFont(self._desk.look.font(Role.BODY))
        box.setChecked(ticked)
        return box

    def _allow(self) -> None:
        self.yes.setEnabled(bool(self.formats() and self.place.text().strip()))

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._desk.say("window.report.folder"), self.place.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.place.setText)
        dialog.open()


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())
