"""Judged dialogs: what was entered stays on the screen until the house has taken it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from core.house import DAMAGED
from core.model.errors import KnownError
from core.model.result import Result
from gui.desk import Desk, still_there
from gui.look import Role
from gui.widgets.badge import Shape
from gui.widgets.screen_dialog import ScreenDialog
from gui.widgets.text import Prose, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.model.change import Change

T = TypeVar("T")
Answer = TypeVar("Answer")

_SHAPE = 20


class Refusal(QWidget):
    """Why something was refused and what to do; hidden until there is a refusal."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__()
        self._desk = desk
        self.sentence = Prose("", desk.look, Role.NAME).selectable()
        word = desk.say(f"common.result.{Result.WARN}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        shape = Shape(Result.WARN, word, desk.look, _SHAPE)
        row.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.hide()

    def tell(self, error: BaseException) -> None:
        """Say what the person can mend; let anything else reach the hook for faults."""
        if not isinstance(error, KnownError):
            raise error
        text = self._desk.say(f"errors.{error.key}", **error.args_of_sentence)
        self.sentence.setText(text)
        self.setAccessibleName(text)
        self.show()
        announce(self, text)
        if error.key in DAMAGED:
            self._desk.trouble(error)  # the panel of the window offers the backups


class JudgedDialog(ScreenDialog):
    """Closes once the house has taken what was entered; a refusal is told inside it.

    A dialog puts `refusal` above its foot, and its button calls `send`; where nothing is to be
    judged that only closes it.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin with nothing to send to."""
        super().__init__(desk, parent)
        self._is_sent = False
        self.send: Callable[[], object] = self.accept
        self.refusal = Refusal(desk)

    def record(
        self,
        read: Callable[[], T],
        verb: Callable[[T], Change],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Open; have what `read` returns recorded by a verb, then tell every page."""

        def done(change: Change) -> None:
            self._desk.note(change)
            if still_there(then):
                then()

        self.ask(read, verb, done)

    def ask(
        self,
        read: Callable[[], T],
        question: Callable[[T], Answer],
        then: Callable[[Answer], object],
    ) -> None:
        """Open; have what `read` returns judged by the house, and go on with the answer."""

        def done(answer: Answer) -> None:
            self._is_sent = False
            if isValid(self) and self.isVisible():
                self.accept()
            if still_there(then):
                then(answer)

        def send() -> None:
            if self._is_sent:
                return
            entered = read()
            self._is_sent = True
            self.refusal.hide()
            self.setCursor(Qt.CursorShape.BusyCursor)
            self._desk.errands.send(lambda: question(entered), done, self._refused)

        self.send = send
        self.open()

    def _refused(self, error: BaseException) -> None:
        self._is_sent = False
        if not isValid(self) or not self.isVisible():
            self._desk.trouble(error)  # given up meanwhile
            return
        self.unsetCursor()
        self.refusal.tell(error)
