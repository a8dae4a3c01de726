"""Below the grid: what to see to, each with its button, and how many hours each person works."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.model.outcome import Result
from core.model.person import Person
from core.model.roster import Cell, Load, Problem, ProblemKind, Roster, ToldProblem
from gui.desk import Desk
from gui.look import Look, Role
from gui.widgets.badge import Shape
from gui.widgets.card import Card, Rule
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_MOST_SHOWN = 6


class ShowCell(Protocol):
    """Goes to a cell of the grid, and edits it if so asked; None means the shifts themselves."""

    def __call__(self, cell: Cell | None, *, edit: bool) -> None:
        """Go there."""


class ProblemsCard(Card):
    """What is missing or too much, in words, with a button each."""

    def __init__(self, desk: Desk, show: ShowCell) -> None:
        """Take the way to a cell."""
        super().__init__(desk.look)
        self._desk, self._show = desk, show
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 18, 12)
        self._column.setSpacing(8)

    def show_problems(self, roster: Roster, told: Sequence[tuple[Problem, ToldProblem]]) -> None:
        """Show what there is to see to, or that there is nothing."""
        desk = self._desk
        empty(self._column)
        self._column.addWidget(desk.text("roster.page.see_to", Role.CARD, wrap=False))
        for problem, said in told[:_MOST_SHOWN]:
            self._column.addWidget(Rule(desk.look))
            self._column.addWidget(self._row(problem, said))
        if len(told) > _MOST_SHOWN:
            more = len(told) - _MOST_SHOWN
            self._column.addWidget(desk.text("roster.page.more", Role.SMALL, count=more))
        if not told:
            self._column.addWidget(self._all_well())
        if roster.swaps:
            count = len({each.entry for each in roster.swaps})
            soft = desk.look.soft
            self._column.addWidget(desk.text("roster.page.swaps", Role.SMALL, soft, count=count))

    def _row(self, problem: Problem, said: ToldProblem) -> QWidget:
        desk = self._desk
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        result = Result.FAIL if problem.is_serious else Result.WARN
        word = desk.say(f"common.result.{result}")
        line.addWidget(Shape(result, word, desk.look, 18), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Prose(said.title, desk.look, Role.NAME))
        texts.addWidget(Prose(said.detail, desk.look, Role.BODY, desk.look.soft))
        line.addLayout(texts, 1)
        gap = problem.kind in (ProblemKind.GAP, ProblemKind.NO_LEADER)
        cell = problem.cells[-1] if problem.cells else None
        key = "roster.page.see_shift"
        if gap:
            key = "roster.page.choose" if cell else "roster.page.add_line"
        button = desk.button(key, partial(self._show, cell, edit=gap and cell is not None))
        button.setAccessibleDescription(said.title)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _all_well(self) -> QWidget:
        desk = self._desk
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        word = desk.say(f"common.result.{Result.PASS}")
        line.addWidget(Shape(Result.PASS, word, desk.look, 18))
        line.addWidget(desk.text("roster.page.all_well", Role.BODY, desk.look.passed), 1)
        return row


class _HourBar(QWidget):
    """A bar on the scale of the longest."""

    def __init__(self, share: float, look: Look) -> None:
        super().__init__()
        self._share, self._look = share, look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.px(10))

    def sizeHint(self) -> QSize:
        """Ask for little; the card gives what it has."""
        return QSize(self._look.px(60), self._look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        rect = QRectF(0, 0, self.width() * self._share, self.height())
        QPainter(self).fillRect(rect, QColor(self._look.accent))


class LoadsCard(Card):
    """How many hours each person works, calls not counted."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__(desk.look)
        self._desk = desk
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(10)
        column.addWidget(desk.text("roster.page.hours_each", Role.CARD, wrap=False))
        column.addLayout(self._grid)
        soft = desk.look.soft
        column.addWidget(desk.text("roster.page.swaps_stay", Role.SMALL, soft))

    def show_loads(self, loads: Sequence[Load], persons: Sequence[Person]) -> None:
        """Show the hours, the most first."""
        desk, names = self._desk, {each.number: each.name for each in persons}
        empty(self._grid)
        longest = max((each.hours for each in loads), default=1) or 1
        for row, each in enumerate(loads):
            name = Prose(names.get(each.person, "…"), desk.look, wrap=False)
            self._grid.addWidget(name, row, 0)
            bar = _HourBar(each.hours / longest, desk.look)
            self._grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
            hours = desk.text(
                "roster.page.hours", Role.SMALL, desk.look.soft, wrap=False, hours=each.hours
            )
            self._grid.addWidget(hours, row, 2, Qt.AlignmentFlag.AlignRight)
