"""The last step: where the folder lies, signing what is in it, and what went out before."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.model.paper import Sending, Sent
from core.model.signing import SignedFile
from gui.desk import Desk
from gui.look import Role
from gui.operations import reports as act
from gui.widgets.card import Card, Rule
from gui.widgets.flow import Flow, empty
from gui.widgets.text import Prose

_LATEST = 8


class SendingForm(QWidget):
    """Folder, files, signature, register."""

    def __init__(self, desk: Desk, folder: str, reduce: Callable[[], object]) -> None:
        """Offer the last folder; `reduce` writes the public version of what was written."""
        super().__init__()
        self._reduce = reduce
        self._desk = desk
        self._sending: Sending | None = None
        self.place = QLineEdit(folder)
        self.place.setFont(desk.look.font(Role.BODY))
        self.place.setTextMargins(6, 0, 6, 0)
        self.place.setMinimumHeight(desk.look.px(30))
        self.place.setAccessibleName(desk.say("window.report.folder"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(desk.text("reports.where", Role.CARD))
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(
            desk.button(
                "window.report.choose",
                lambda: act.choose_folder(desk, self, self.place.text(), self.place.setText),
                icon="folder",
            )
        )
        column.addLayout(row)
        column.addWidget(desk.text("reports.not_sent", Role.BODY, desk.look.soft))
        self.written = QWidget()
        self._lines = QVBoxLayout(self.written)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        column.addWidget(self.written)
        column.addWidget(Rule(desk.look))
        column.addWidget(desk.text("reports.register", Role.CARD))
        self._register = QVBoxLayout()
        self._register.setSpacing(6)
        column.addLayout(self._register)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Read the register anew."""
        desk = self._desk
        desk.ask(lambda: desk.house.reports.sent(_LATEST), self.show_register)

    def show_written(self, sending: Sending) -> None:
        """Show the folder just written, and what can be done with it."""
        desk = self._desk
        self._sending = sending
        empty(self._lines)
        folder = sending.files[0].parent
        said = Prose(desk.say("reports.written", folder=str(folder)), desk.look).selectable()
        self._lines.addWidget(said)
        if sending.names_machines:
            self._lines.addWidget(
                desk.text("report.before.not_for_chat", Role.BODY, desk.look.warn)
            )
            self._lines.addWidget(desk.button("reports.reduce", self._reduce, icon="file-export"))
        if not sending.number:
            self._lines.addWidget(desk.text("reports.no_row", Role.BODY, desk.look.warn))
        buttons = QWidget()
        flow = Flow(buttons, across=8, down=6)
        flow.addWidget(desk.button("reports.open", lambda: act.show_folder(folder), icon="folder"))
        flow.addWidget(desk.button("signing.page.sign", self.sign, icon="key"))
        flow.addWidget(desk.button("signing.page.take", self._take, icon="download"))
        self._lines.addWidget(buttons)
        self.refresh()

    def show_register(self, rows: Sequence[Sent]) -> None:
        """Show what went out before."""
        desk = self._desk
        empty(self._register)
        if not rows:
            self._register.addWidget(desk.text("reports.none_sent", Role.BODY, desk.look.soft))
        for each in rows:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            said = desk.house.reports.told_sent(each)
            row.addWidget(Prose(said, desk.look).selectable(), 1)
            fill = desk.link("reports.fill.open", partial(act.fill_sent, desk, self, each))
            fill.setAccessibleDescription(said)
            row.addWidget(fill, 0, Qt.AlignmentFlag.AlignTop)
            self._register.addWidget(line)

    def sign(self) -> None:
        """Sign the PDF with a token."""
        from gui.widgets.sign_dialog import SignDialog

        pdf = self._pdf()
        if pdf is None:
            return
        dialog = SignDialog(self._desk, self.window(), pdf)
        dialog.done_signing.connect(self._signed)
        dialog.open()

    def _take(self) -> None:
        pdf = self._pdf()
        if pdf is not None:
            act.take_signed(self._desk, self, pdf.parent, pdf, self._taken)

    def _pdf(self) -> Path | None:
        files = self._sending.files if self._sending is not None else ()
        return next((each for each in files if each.suffix == ".pdf"), None)

    def _signed(self, made: SignedFile) -> None:
        self._tell(made, "signing.page.signed")

    def _taken(self, made: SignedFile) -> None:
        self._tell(made, "signing.page.taken")

    def _tell(self, made: SignedFile, key: str) -> None:
        desk = self._desk
        lines = [desk.say(key, file=made.path.name), *desk.house.signing.told(made.verdict)]
        if made.continues is False:
            lines.append(desk.say("signing.verdict.other"))
        self._lines.addWidget(Prose("\n".join(lines), desk.look).selectable())


def in_card(desk: Desk, part: QWidget) -> Card:
    """Put a form on a card."""
    card = Card(desk.look)
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 14, 18, 14)
    column.addWidget(part)
    return card
