"""Reminders above the page: what is due or about to be, on every page, until it is seen to."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.change import Change, Kind
from core.model.result import Result
from core.model.shift import Reminder
from gui.desk import Desk
from gui.look import Role
from gui.operations import shifts as act
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_EVERY_MS = 60_000
_SHOWN = 3
_KINDS = frozenset((Kind.DUTY, Kind.INCIDENTS, Kind.ROSTER, Kind.PEOPLE))


class ReminderStrip(Card):
    """A few lines; closing puts them away until there is something else to remember."""

    turned = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Ask at once, then every minute and after every change that may matter."""
        super().__init__(desk.look)
        self._desk = desk
        self._told: tuple[Reminder, ...] = ()
        self._put_away: frozenset[str] = frozenset()
        self.bar(desk.look.warn)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(Shape(Result.WARN, desk.say("shift.page.remember"), desk.look, 18))
        row.addLayout(self._lines, 1)
        row.addWidget(desk.link("window.close_panel", self._close))
        self.setAccessibleName(desk.say("shift.page.remember"))
        self.hide()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self._timer.start()
        desk.changed.connect(self._changed)
        self.ask()

    def ask(self) -> None:
        """Find out what is to be remembered now."""
        act.remind(self._desk, self.show_reminders)

    def show_reminders(self, found: tuple[Reminder, ...]) -> None:
        """Show what is to be remembered, but for what was put away."""
        self._told = found
        new = [each for each in found if _name(each) not in self._put_away]
        empty(self._lines)
        for each in new[:_SHOWN]:
            self._lines.addWidget(self._line(each))
        self.setVisible(bool(new))

    def _line(self, reminder: Reminder) -> QWidget:
        desk = self._desk
        text = reminder.text
        if reminder.missed:
            text = desk.say("shift.reminder.missed", text=text)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Prose(text, desk.look, Role.NAME), 1)
        link = desk.link("incident.page.open", lambda: self.turned.emit(reminder.page))
        link.setAccessibleDescription(text)
        row.addWidget(link)
        return line

    def _close(self) -> None:
        self._put_away = frozenset(_name(each) for each in self._told)
        self.hide()

    def _changed(self, change: Change) -> None:
        if change.kinds & _KINDS:
            self.ask()


def _name(reminder: Reminder) -> str:
    return f"{reminder.kind} {reminder.due} {reminder.text}"
