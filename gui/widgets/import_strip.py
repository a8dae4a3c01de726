"""Import strip: how far taking files in has come, and the button that stops it."""

from collections import Counter

from PySide6.QtWidgets import QHBoxLayout

from core.model.exchange import Fate
from gui.desk import Desk
from gui.look import Role
from gui.widgets.card import Card
from gui.widgets.text import Prose
from gui.worker import Job


class ImportStrip(Card):
    """Visible while files are taken in. What is stored stays, whenever it is stopped."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__(desk.look)
        self._desk = desk
        self.job: Job | None = None
        self._said = Prose("", desk.look, Role.BODY, desk.look.soft)
        self.stop = desk.button("overview.stop", self.request_stop, icon="player-stop").hint("Esc")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(desk.text("exchange.page.taking", Role.CARD, wrap=False))
        row.addWidget(self._said, 1)
        row.addWidget(self.stop)
        self.hide()

    @property
    def is_going(self) -> bool:
        """Say whether files are being taken in."""
        return self.job is not None

    def follow(self, job: Job) -> None:
        """Show how taking in is going until it ends."""
        self.job = job
        job.came.connect(self._show)
        job.ended.connect(self._end)
        self._said.setText("")
        self.stop.setEnabled(not job.cancel.requested)
        self.show()
        self.stop.setFocus()

    def request_stop(self) -> None:
        """Ask the import to stop; the answer on the screen does not wait for it."""
        if self.job is not None:
            self.job.cancel.request()
            self.stop.setEnabled(False)
            self._said.setText(self._desk.say("exchange.page.stopping"))

    def _end(self) -> None:
        self.job = None
        self.hide()

    def _show(self, counted: Counter[Fate]) -> None:
        if self.job is None or self.job.cancel.requested:
            return
        parts = ", ".join(
            f"{self._desk.say(f'exchange.fates.{fate}')} {number}"
            for fate, number in sorted(counted.items())
        )
        told = self._desk.say("exchange.board.taken", count=sum(counted.values()), text=parts)
        self._said.setText(told)
        self.setAccessibleName(told)
