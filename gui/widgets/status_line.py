"""Status line: last check, baseline, data pack; and that nothing leaves this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from core.model.outcome import Result
from gui.desk import Breadth, Desk
from gui.ink import fill
from gui.look import Role
from gui.widgets.badge import Shape
from gui.widgets.card import Rule
from gui.widgets.text import OneLine

if TYPE_CHECKING:
    from core.model.run import Run

_HEIGHT = 26
_SHAPE = 13


class StatusLine(QWidget):
    """One line at the foot of the window; the first field alone where it is narrow.

    The first field is never cut; the others are cut where they do not fit.
    """

    def __init__(self, desk: Desk) -> None:
        """Start with nothing checked."""
        super().__init__()
        self._desk = desk
        look = desk.look
        self.setPalette(look.surface_palette(look.rail))
        self.setAutoFillBackground(True)
        self.setMinimumHeight(look.px(_HEIGHT))
        self._fields: list[OneLine] = []
        self._rules: list[Rule] = []
        desk.later(self._fill)
        desk.broadened.connect(self._broadened)
        desk.aged.connect(self.refresh)

    def _fill(self) -> None:
        desk, look = self._desk, self._desk.look
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(13)
        policy = QSizePolicy.Policy
        self._fields = [
            OneLine("", look, Role.SMALL, look.soft, room=room)
            for room in (policy.Minimum, policy.Preferred, policy.Preferred, policy.Preferred)
        ]
        self._rules = [Rule(look, upright=True) for _ in self._fields]
        self._old = Shape(Result.WARN, desk.say("window.status.old_pack"), look, _SHAPE)
        self._old.hide()
        for field, rule in zip(self._fields, self._rules, strict=True):
            if field is self._fields[-1]:
                row.addWidget(self._old)
            row.addWidget(field)
            row.addWidget(rule)
        row.addStretch(1)
        icon = QLabel()
        size = look.px(14)
        icon.setPixmap(desk.icons.pixmap("wifi-off", look.soft, size, self.devicePixelRatioF()))
        row.addWidget(icon)
        row.addWidget(desk.text("window.no_network", Role.SMALL, look.soft, wrap=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        fill(QPainter(self), QRect(0, 0, self.width(), 1), QColor(self._desk.look.line))

    def refresh(self) -> None:
        """Show the state of the last run; the line is empty until the first paint is over."""
        if not self._fields:
            return
        desk = self._desk
        run = desk.latest()
        going = desk.runs.last if desk.runs.running else None
        if going is not None:
            first = desk.say("window.status.running", done=going.done, total=going.total)
        elif run is None:
            first = desk.say("window.status.never")
        else:
            first = desk.say("window.status.last", ago=run.ended, time=run.ended)
        texts = (first, self._on_duty(), self._baseline(run), self._pack(run))
        if desk.breadth == Breadth.NARROW:
            texts = (first, "", "", "")
        self._old.setVisible(bool(texts[-1] and run and run.has_old_pack))
        for place, (field, rule, text) in enumerate(
            zip(self._fields, self._rules, texts, strict=True)
        ):
            field.write(text)
            field.setVisible(bool(text))
            rule.setVisible(bool(text) and any(texts[place + 1 :]))

    def _broadened(self) -> None:
        self._desk.later(self.refresh)

    def _on_duty(self) -> str:
        desk, words = self._desk, self._desk.words
        shift = desk.house.shifts.current()
        if shift is None:
            return ""
        if not shift.until:
            return desk.say("shift.page.status", name=shift.person)
        hours = desk.say(
            "shift.page.hours", start=words.time(shift.started), end=words.time(shift.until)
        )
        return desk.say("shift.page.status_until", name=shift.person, text=hours)

    def _baseline(self, run: Run | None) -> str:
        if run is None:
            return ""
        profile = self._desk.say(f"common.profile.{run.profile}")
        version = run.baseline.version
        named = self._desk.say("window.baseline_of", name=profile, version=version)
        return self._desk.say("window.status.baseline", name=named)

    def _pack(self, run: Run | None) -> str:
        dates = [each.date for each in run.packs if each.date] if run else []
        if run is None or not dates:
            return ""
        told = self._desk.say("window.status.pack", date=min(dates))
        return f"{told}, {self._desk.say('window.status.old_pack')}" if run.has_old_pack else told
