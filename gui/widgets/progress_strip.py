"""Progress strip: what is being read, how far, and the button that stops it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.model.progress import Progress
from gui.desk import Desk
from gui.look import Role
from gui.operations import runs as act
from gui.widgets.bars import ProgressBar
from gui.widgets.card import Card
from gui.widgets.text import Prose, announce


class ProgressStrip(Card):
    """Visible while a run goes on; the answer to Stop is shown at once."""

    def __init__(self, desk: Desk) -> None:
        """Follow the runs of a desk."""
        super().__init__(desk.look)
        self._desk = desk
        look = desk.look
        self._step = Prose("", look, Role.BODY, look.soft)
        self._bar = ProgressBar(look)
        self.stop = desk.button("overview.stop", self._stop, icon="player-stop").hint("Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(desk.text("overview.running", Role.CARD, wrap=False))
        head.addWidget(self._step, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(desk.text("overview.only_reads", Role.SMALL, look.soft))
        desk.runs.began.connect(self._began)
        desk.runs.stepped.connect(self._stepped)
        desk.runs.stopping.connect(self._stopping)
        desk.runs.ended.connect(self._over)
        desk.runs.broke.connect(self._over)
        if desk.runs.running:
            self._began()
            self._show(desk.runs.last)
        else:
            self.hide()

    def _began(self) -> None:
        self.stop.setEnabled(True)
        self._bar.show_step(0, 1, "")
        self._step.setText("")
        if self.parentWidget() is not None:
            self.show()
        announce(self, self._desk.say("overview.running"))

    def _stepped(self, steps: Sequence[Progress]) -> None:
        if not self._desk.runs.asked_to_stop:
            self._show(steps[-1])

    def _show(self, step: Progress | None) -> None:
        if step is None:
            return
        desk = self._desk
        said = desk.say("overview.step_done", done=step.done, total=step.total)
        reading = ", ".join(topic_name(desk, each) for each in step.reading)
        if step.slow:
            reading = desk.say("overview.progress.slow", title=topic_name(desk, step.slow))
        elif reading:
            reading = desk.say("overview.reading", text=reading)
        self._step.setText(" · ".join(each for each in (said, reading) if each))
        self._bar.show_step(step.done, step.total, said)

    def _stop(self) -> None:
        act.stop(self._desk)

    def _stopping(self) -> None:
        text = self._desk.say("overview.progress.stopping")
        self.stop.setEnabled(False)
        self._step.setText(text)
        announce(self, text)

    def _over(self) -> None:
        self.hide()


def topic_name(desk: Desk, topic: str) -> str:
    """Return what a probe reads, in words; its own name when there are none."""
    key = f"common.topic.{topic}"
    return desk.say(key) if desk.words.has(key) else topic
