"""Weeks of the board: how many machines were checked in each, and how many needed help at once."""

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.board import Week
from gui.desk import Desk
from gui.ink import outline
from gui.look import Look, Role
from gui.numbers import ALIGN_BOTTOM, ALIGN_LEFT, ALIGN_RIGHT
from gui.widgets.card import Card

_TALL, _FOOT, _GAP, _LEAST = 76, 18, 5, 3


class WeeksCard(Card):
    """The last weeks as bars, with the numbers of this one and the one before in words."""

    def __init__(self, desk: Desk, weeks: tuple[Week, ...]) -> None:
        """Show weeks, oldest first."""
        super().__init__(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(7)
        column.addWidget(desk.text("exchange.page.weeks", Role.CARD))
        told = "; ".join(_told(desk, f"{_day(each)}: ", each) for each in weeks)
        spoken = desk.say("exchange.page.weeks_spoken", text=told)
        column.addWidget(WeekBars(weeks, desk.look, spoken))
        for key, week in zip(("week_now", "week_before"), weeks[:-3:-1], strict=False):
            text = _told(desk, "", week)
            column.addWidget(desk.text(f"exchange.page.{key}", Role.SMALL, text=text))


class WeekBars(QWidget):
    """A bar for each week; what needs help at once is the solid part at its foot."""

    def __init__(self, weeks: tuple[Week, ...], look: Look, spoken: str) -> None:
        """Show weeks, oldest first; `spoken` is what a screen reader says."""
        super().__init__()
        self._weeks, self._look = weeks, look
        self.setMinimumSize(look.px(120), look.px(_TALL))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, and the days of the first week and the last."""
        painter, look = QPainter(self), self._look
        foot = float(self.height() - look.px(_FOOT))
        highest = max((each.checked for each in self._weeks), default=0) or 1
        step = self.width() / max(1, len(self._weeks))
        for place, week in enumerate(self._weeks):
            left, width = place * step + 1, max(3.0, step - _GAP)
            for count, draw in ((week.checked, self._hollow), (week.act_now, self._solid)):
                if count:
                    tall = max(_LEAST, (foot - 2) * count / highest)
                    draw(painter, QRectF(left, foot - tall, width, tall))
        painter.fillRect(QRectF(0, foot, self.width(), 1), QColor(look.edge))
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(QColor(look.soft))
        for week, side in ((self._weeks[0], ALIGN_LEFT), (self._weeks[-1], ALIGN_RIGHT)):
            painter.drawText(QRectF(self.rect()), side | ALIGN_BOTTOM, _day(week))

    def _hollow(self, painter: QPainter, rect: QRectF) -> None:
        outline(painter, rect.adjusted(0.75, 0.75, -0.75, 0), QColor(self._look.edge), 1.5)

    def _solid(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, QColor(self._look.fail))


def _told(desk: Desk, before: str, week: Week) -> str:
    machines = desk.say("exchange.page.machines", count=week.checked)
    return before + desk.say("exchange.page.week", text=machines, count=week.act_now)


def _day(week: Week) -> str:
    return f"{date.fromisoformat(week.monday):%d/%m}"
