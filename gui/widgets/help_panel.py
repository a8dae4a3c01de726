"""Help panel: the page that explains what is on the screen, from the files that ship with us."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout

from gui.desk import Desk
from gui.look import Role
from gui.widgets.card import Card

FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "help"


class HelpPanel(Card):
    """Stands at the right of the page; Esc closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, folder: Path = FOLDER) -> None:
        """Start hidden."""
        super().__init__(desk.look)
        self._desk, self._folder = desk, folder
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setFont(desk.look.font(Role.BODY))
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(desk.say("window.help.title"))
        self.text.viewport().setAutoFillBackground(False)
        self.text.document().setDocumentMargin(2)
        shut = desk.button("window.close_panel", self.closed.emit, icon="x")
        shut.hint("Esc")
        head = QHBoxLayout()
        head.addWidget(desk.text("window.help.title", Role.CARD), 1)
        head.addWidget(shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 12)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.hide()

    def open_page(self, check: str, page: str) -> None:
        """Show the help of a check, else that of a page, in the present language."""
        self.text.setMarkdown(self._read(check, page))
        self.show()
        self.text.setFocus()

    def _read(self, check: str, page: str) -> str:
        folder = self._folder / self._desk.words.lang
        of_check, of_page = folder / "checks" / f"{check}.md", folder / "pages" / f"{page}.md"
        found = (each for each in (of_check, of_page) if each.is_file())
        path = next(found, None)
        return path.read_text("utf-8") if path else self._desk.say("window.help.none")
