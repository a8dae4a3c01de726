"""Beside the board: what waits, what is common, who needs help first, what was refused and why."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.board import Alarm, Board, HeldBack, RefusedFile, UnitRow
from core.model.exchange import Fate, Why
from core.model.outcome import Result
from core.words import say_title
from gui.desk import Desk
from gui.look import Role
from gui.operations import consolidation as act
from gui.pages.consolidation.weeks import WeeksCard
from gui.widgets.badge import Shape
from gui.widgets.buttons import Link
from gui.widgets.card import Card, Rule
from gui.widgets.flow import empty
from gui.widgets.text import OneLine, Prose, cut

FAULTS, WORST, REFUSED = 6, 3, 30
_NAME = 190
_DECIDABLE = (Why.UNSIGNED, Why.KEY_UNKNOWN)
_BY_UNIT = (Why.UNIT_UNKNOWN, Why.KEY_ELSEWHERE)


class Beside(QWidget):
    """The right column."""

    def __init__(self, desk: Desk, find: Callable[[str], object]) -> None:
        """Start empty; `find` shows the row of a unit of a name."""
        super().__init__()
        self._desk = desk
        self._find = find
        self._taken: act.Taken | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def note_taken(self, taken: act.Taken) -> None:
        """Remember what the last import came to, for when the board is shown next."""
        self._taken = taken

    def show_board(self, board: Board, waiting: tuple[HeldBack, ...]) -> None:
        """Show what is to be decided first, then what the machines are like."""
        empty(self._column)
        if board.alarms:
            self._column.addWidget(self._alarms(board.alarms))
        if waiting:
            self._column.addWidget(self._waiting(waiting))
        if board.faults:
            self._column.addWidget(self._faults(board))
        if worst := board.worst(WORST):
            self._column.addWidget(self._worst(worst))
        if any(each.checked for each in board.weeks):
            self._column.addWidget(WeeksCard(self._desk, board.weeks))
        refused = tuple(each for each in board.refused if each.fate is not Fate.HELD_BACK)
        if refused:
            self._column.addWidget(self._refused(refused))
        if self._taken is not None and self._taken.passed:
            self._column.addWidget(self._passed_over(self._taken))
        self.setVisible(self._column.count() > 0)
        self._column.addStretch(1)

    def _card(self, key: str, count: int = 0) -> tuple[Card, QVBoxLayout]:
        card = Card(self._desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(7)
        column.addWidget(self._desk.text(key, Role.CARD, count=count))
        return card, column

    def _faults(self, board: Board) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.faults")
        for at, each in enumerate(board.faults[:FAULTS]):
            if at:
                column.addWidget(Rule(desk.look))
            result = desk.say(f"common.result.{each.result}")
            row = QHBoxLayout()
            row.addWidget(Shape(each.result, result, desk.look, 16))
            row.addWidget(OneLine(say_title(desk.words, each.check), desk.look), 1)
            number = desk.say("exchange.page.machines", count=each.machines)
            row.addWidget(Prose(number, desk.look, Role.NAME, wrap=False))
            column.addLayout(row)
        return card

    def _worst(self, rows: tuple[UnitRow, ...]) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.worst")
        for at, each in enumerate(rows):
            if at:
                column.addWidget(Rule(desk.look))
            name = each.unit.name
            link = Link("", desk.look, desk.icons)
            link.setText(cut(name, link.fontMetrics(), desk.look.px(_NAME)))
            link.setToolTip(name)
            link.clicked.connect(partial(self._find, name))
            number = desk.say("exchange.page.of_machines", count=each.act_now, total=each.checked)
            link.setAccessibleName(f"{name}, {number}")
            row = QHBoxLayout()
            row.addWidget(link)
            row.addStretch(1)
            row.addWidget(Prose(number, desk.look, Role.NAME, wrap=False))
            column.addLayout(row)
        column.addWidget(desk.text("exchange.page.worst_note", Role.SMALL, desk.look.soft))
        return card

    def _alarms(self, alarms: tuple[Alarm, ...]) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.alarms", len(alarms))
        card.bar(desk.look.fail)
        for each in alarms[:REFUSED]:
            column.addWidget(
                Prose(" · ".join(filter(None, (each.machine, each.unit))), desk.look, Role.NAME)
            )
            column.addWidget(desk.text(f"exchange.alarm.{each.kind}", Role.SMALL, desk.look.soft))
            link = desk.link("exchange.page.settle", partial(act.settle, desk, self, each))
            column.addWidget(link)
        return card

    def _waiting(self, waiting: tuple[HeldBack, ...]) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.waiting", len(waiting))
        groups = _by_key(waiting)
        for each, *others in groups[:REFUSED]:
            self._add_file(column, Result.UNKNOWN, each.file, desk.say(f"exchange.why.{each.why}"))
            if each.fingerprint:
                column.addWidget(Prose(each.fingerprint, desk.look, Role.SMALL_NAME).selectable())
            if others:
                text = "exchange.page.same_key"
                column.addWidget(desk.text(text, Role.SMALL, desk.look.soft, count=len(others)))
            if each.why in _BY_UNIT:
                column.addWidget(Prose(each.unit, desk.look, Role.SMALL_NAME).selectable())
                column.addWidget(
                    desk.link("exchange.page.units", partial(act.choose_units, desk, self))
                )
            if each.why in _DECIDABLE:
                key = (
                    "exchange.page.accept" if each.why is Why.UNSIGNED else "exchange.page.confirm"
                )
                column.addWidget(desk.link(key, partial(act.decide, desk, self, each)))
            column.addWidget(desk.link("exchange.page.drop", partial(act.drop, desk, each)))
        if more := sum(len(each) for each in groups[REFUSED:]):
            column.addWidget(desk.text("exchange.page.waiting_more", Role.SMALL, count=more))
        return card

    def _refused(self, refused: tuple[RefusedFile, ...]) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.refused", len(refused))
        for at, each in enumerate(refused[:REFUSED]):
            if at:
                column.addWidget(Rule(desk.look))
            if each.why is not None:
                reason = desk.say(f"exchange.why.{each.why}")
            else:
                reason = desk.say("exchange.paper.older", date=each.day)
            self._add_file(
                column, Result.WARN if each.fate is Fate.OLDER else Result.FAIL, each.file, reason
            )
        column.addWidget(desk.text("exchange.page.all_named", Role.SMALL, desk.look.soft))
        return card

    def _passed_over(self, taken: act.Taken) -> Card:
        desk = self._desk
        card, column = self._card("exchange.page.passed", taken.passed_over)
        for at, each in enumerate(taken.passed[:REFUSED]):
            if at:
                column.addWidget(Rule(desk.look))
            reason = desk.say(f"exchange.page.passed_{each.fate}")
            self._add_file(column, Result.NOT_APPLICABLE, each.file, reason)
        if (more := taken.passed_over - REFUSED) > 0:
            column.addWidget(desk.text("exchange.page.passed_more", Role.SMALL, count=more))
        return card

    def _add_file(self, column: QVBoxLayout, result: Result, file: str, reason: str) -> None:
        look = self._desk.look
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Shape(result, reason, look, 16))
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(OneLine(file, look))
        texts.addWidget(Prose(reason, look, Role.SMALL, look.soft))
        row.addLayout(texts, 1)
        column.addLayout(row)


def _by_key(waiting: tuple[HeldBack, ...]) -> list[list[HeldBack]]:
    """Return together what one decision about a key settles; every other file by itself."""
    groups: dict[str, list[HeldBack]] = {}
    for each in waiting:
        same = each.fingerprint if each.why is Why.KEY_UNKNOWN else each.digest
        groups.setdefault(same, []).append(each)
    return list(groups.values())
