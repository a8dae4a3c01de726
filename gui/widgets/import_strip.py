"""Import strip: how far taking files in has come, and the button that stops it."""

from collections import Counter

from PySide6.QtWidgets import QHBoxLayout

from core.model.exchange import Fate
from core.model.progress import Cancel
from gui.desk import Desk
from gui.look import Role
from gui.widgets.card import Card
from gui.widgets.text import Prose
from gui.worker import Steps


class ImportStrip(Card):
    """Visible while files are taken in. What is stored stays, whenever it is stopped."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__(desk.look)
        self._desk = desk
        self.cancel: Cancel | None = None
        self.steps = Steps(self)
        self._said = Prose("", desk.look, Role.BODY, desk.look.soft)
        self.stop = desk.button("overview.stop", self.request_stop, icon="player-stop").hint("Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(desk.text("exchange.page.taking", Role.CARD, wrap=False))
        row.addWidget(self._said, 1)
        row.addWidget(self.stop)
        self.steps.came.connect(self._show)
        self.hide()

    @property
    def is_going(self) -> bool:
        """Say whether files are being taken in."""
        return self.cancel is not None

    def begin(self) -> Cancel:
        """Show the strip, and return what stops the import."""
        self.cancel = Cancel()
        self._said.setText("")
        self.stop.setEnabled(True)
        self.show()
        self.stop.setFocus()
        return self.cancel

    def end(self) -> None:
        """Hide the strip."""
        self.cancel = None
        self.hide()

    def request_stop(self) -> None:
        """Ask the import to stop; the answer on the screen does not wait for it."""
        if self.cancel is not None:
            self.cancel.request()
            self.stop.setEnabled(False)
            self._said.setText(self._desk.say("exchange.page.stopping"))

    def _show(self, counted: Counter[Fate]) -> None:
        if self.cancel is None or self.cancel.requested:
            return
        parts = ", ".join(
            f"{self._desk.say(f'exchange.fates.{fate}')} {number}"
            for fate, number in sorted(counted.items())
        )
        told = self._desk.say("exchange.board.taken", count=sum(counted.values()), text=parts)
        self._said.setText(told)
        self.setAccessibleName(told)
