"""Beside the paper: what to know before it goes out, the files to be written, zoom and page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.paper import Before
from gui.desk import Desk
from gui.look import Role
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.flow import empty
from gui.widgets.text import OneLine, Prose

_ICON = 16
ZOOMS = (50, 60, 72, 85, 100, 125, 150, 200)
"""In percent of the size on paper."""


class _Listed(Card):
    """A card with a title and lines under it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(desk.text(title, Role.CARD))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(7)
        column.addLayout(self.lines)


class BeforeCard(_Listed):
    """What is in order, and what somebody should look at once more."""

    def __init__(self, desk: Desk) -> None:
        """Know nothing yet."""
        super().__init__(desk, "reports.before")
        self._desk = desk

    def show_all(self, known: Sequence[Before]) -> None:
        """Show what is known, each with its shape."""
        empty(self.lines)
        for each in known:
            self.lines.addWidget(self._line(each))

    def _line(self, known: Before) -> QWidget:
        desk = self._desk
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        word = desk.say(f"common.result.{known.result}")
        row.addWidget(Shape(known.result, word, desk.look, _ICON), 0, Qt.AlignmentFlag.AlignTop)
        said = desk.words.say(f"report.before.{known.key}", known.args)
        row.addWidget(Prose(said, desk.look), 1)
        return line


class FilesCard(_Listed):
    """The files that will be written."""

    def __init__(self, desk: Desk) -> None:
        """Name none yet."""
        super().__init__(desk, "reports.files")
        self._desk = desk

    def show_files(self, names: Sequence[str]) -> None:
        """Show what each file is for, and its name."""
        empty(self.lines)
        desk = self._desk
        for name in names:
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            ending = name.rpartition(".")[2]
            column.addWidget(desk.text(f"reports.file.{ending}", Role.BODY))
            column.addWidget(OneLine(name, desk.look, Role.SMALL, desk.look.soft))
            self.lines.addWidget(part)


class ZoomRow(QWidget):
    """Smaller, larger, and which page is seen."""

    def __init__(self, desk: Desk, changed: Callable[[int], object], start: int) -> None:
        """Begin with a zoom in percent; `changed` gets each new one."""
        super().__init__()
        self._desk, self._changed = desk, changed
        self.zoom = start if start in ZOOMS else 72
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.smaller = desk.button("reports.smaller", lambda: self.step(-1), icon="minus")
        self.larger = desk.button("reports.larger", lambda: self.step(1), icon="plus")
        for each in (self.smaller, self.larger):
            each.bare(True)
        self._percent = Prose("", desk.look, Role.BODY, desk.look.soft, wrap=False)
        self._page = Prose("", desk.look, Role.BODY, desk.look.soft, wrap=False)
        row.addWidget(self.smaller)
        row.addWidget(self._percent)
        row.addWidget(self.larger)
        row.addStretch(1)
        row.addWidget(self._page)
        self._show()

    def step(self, way: int) -> None:
        """Go one zoom down or up."""
        at = ZOOMS.index(self.zoom) + way
        if 0 <= at < len(ZOOMS):
            self.zoom = ZOOMS[at]
            self._show()
            self._changed(self.zoom)

    def show_page(self, number: int, count: int) -> None:
        """Say which page is seen."""
        self._page.setText(self._desk.say("reports.page", number=number, total=count))
        self._page.setVisible(count > 0)

    def _show(self) -> None:
        self._percent.setText(self._desk.say("reports.zoom", limit=self.zoom))
        self.smaller.setEnabled(self.zoom > ZOOMS[0])
        self.larger.setEnabled(self.zoom < ZOOMS[-1])
