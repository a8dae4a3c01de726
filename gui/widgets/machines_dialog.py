"""Machines that were taken in: of one unit, or found by name, each with all that came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from gui.desk import Desk
from gui.look import Role
from gui.widgets.lists import dress_list
from gui.widgets.screen_dialog import ScreenDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from core.model.board import MachineRow, Trace, Unit

_COLUMNS = ("machine", "unit", "verdict", "checked", "note")
_WIDTHS = (190, 190, 140, 178)
_ROW = 28


class MachinesDialog(ScreenDialog):
    """Shows machines; opened, a row tells every bundle of it and which one counts."""

    def __init__(self, desk: Desk, parent: QWidget, unit: Unit | None = None) -> None:
        """Show the machines of a unit, or none until somebody types what to find."""
        super().__init__(desk, parent)
        self._desk = desk
        self._units: dict[str, str] = {}
        self._waiting: dict[int, tuple[QTreeWidgetItem, MachineRow]] = {}
        self._asked = 0
        title = desk.say("exchange.machines.title") if unit is None else unit.name
        self.setWindowTitle(title)
        self.field = QLineEdit()
        self.tree = QTreeWidget()
        self.told = desk.text("exchange.machines.type", Role.SMALL, desk.look.soft)
        self._lay_out(title)
        self.field.textChanged.connect(self.search)
        self.tree.itemExpanded.connect(self._open)
        (self.field if unit is None else self.tree).setFocus()
        desk.ask(desk.house.consolidation.units, partial(self._begin, unit))

    def search(self, typed: str) -> None:
        """Show the machines of all units in whose name, tag or place stands what was typed."""
        if typed.strip():
            self._ask(lambda: self._desk.house.consolidation.search(typed))

    def _begin(self, unit: Unit | None, units: tuple[Unit, ...]) -> None:
        self._units = {each.code: each.name for each in units}
        if unit is not None:
            code = unit.code
            self._ask(lambda: self._desk.house.consolidation.machines(code))

    def _ask(self, question: Callable[[], tuple[MachineRow, ...]]) -> None:
        self._asked += 1
        self._desk.ask(question, partial(self._show, self._asked))

    def _show(self, asked: int, rows: tuple[MachineRow, ...]) -> None:
        if asked != self._asked:
            return  # an answer to what was typed before
        self.tree.clear()
        self._waiting.clear()
        for row in rows:
            item = self._item(self._cells(row))
            self.tree.addTopLevelItem(item)
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self._waiting[id(item)] = item, row
        self.told.setText(self._desk.say("exchange.machines.found", count=len(rows)))

    def _cells(self, row: MachineRow) -> list[str]:
        say = self._desk.say
        return [
            " · ".join(filter(None, (row.name, row.tag, row.place))),
            self._units.get(row.unit, row.unit),
            say(f"common.verdict.{row.verdict}"),
            self._desk.words.moment(row.ended),
            " ".join(say(f"exchange.flag.{each}") for each in row.flags),
        ]

    def _open(self, item: QTreeWidgetItem) -> None:
        """Ask for what came of a machine when its row is opened first."""
        found = self._waiting.pop(id(item), None)
        if found is not None:
            row, asked = found[1], self._asked

            def show(traces: tuple[Trace, ...]) -> None:
                if asked == self._asked:
                    item.addChildren([self._item(self._trace(each)) for each in traces])

            self._desk.ask(lambda: self._desk.house.consolidation.trace(row.unit, row.asset), show)

    def _trace(self, trace: Trace) -> list[str]:
        say = self._desk.say
        return [
            trace.file,
            say(f"exchange.trace.{trace.fate}"),
            say(f"common.verdict.{trace.verdict}"),
            self._desk.words.moment(trace.ended),
            say("exchange.trace.received", to=trace.received),
        ]

    def _item(self, cells: list[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem(cells)
        item.setSizeHint(0, QSize(0, self._desk.look.px(_ROW)))
        for at, text in enumerate(cells):
            item.setToolTip(at, text)
        return item

    def _lay_out(self, title: str) -> None:
        desk = self._desk
        self.field.setFont(desk.look.font(Role.BODY))
        self.field.setMinimumHeight(desk.look.px(30))
        self.field.setPlaceholderText(desk.say("exchange.machines.find"))
        self.field.setAccessibleName(desk.say("exchange.machines.find"))
        self.tree.setHeaderLabels([desk.say(f"exchange.machines.{each}") for each in _COLUMNS])
        self.tree.setAccessibleName(title)
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(True)
        dress_list(self.tree, desk.look)
        self.tree.header().setFont(desk.look.font(Role.SMALL))
        for at, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(at, desk.look.px(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(desk.button("buttons.close_plain", self.accept, primary=True))
        column.addLayout(foot)
        self.resize(desk.look.px(980), desk.look.px(480))
