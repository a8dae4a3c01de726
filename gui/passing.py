"""Passing: what time brings to a window that stays open for days."""

from PySide6.QtCore import QObject, QTimer

from core.model.change import Change, Kind
from core.model.moments import day_of
from gui.desk import Desk

_EVERY_MS = 60_000


class Passing(QObject):
    """Looks every minute whether it is another day and whether another program has written.

    The daily check, a command and another account of the same home write while a window is open.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin with how things stand now; lives as long as the desk."""
        super().__init__(desk)
        self._desk = desk
        self._before: tuple[int, object] | None = None
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look once."""
        self._desk.ask(self._desk.house.stamp, self._seen)

    def _seen(self, stamp: int) -> None:
        now = (stamp, day_of(self._desk.now()))
        before, self._before = self._before, now
        if before is None:
            return
        if now != before:
            self._desk.follow(Change(frozenset(Kind)))
        else:
            self._desk.aged.emit()
