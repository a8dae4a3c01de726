"""The roster page: the grid, what to see to before it is sent, and who works how much."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core.model.moments import day_of
from core.model.roster import Cell, Roster
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.roster import RosterModel
from gui.models.rows import AnyIndex
from gui.operations import roster as act
from gui.pages.roster.beside import LoadsCard, ProblemsCard
from gui.pages.roster.grid import RosterGrid
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_frame import PageFrame
from gui.widgets.text import Prose


class RosterPage(PageFrame):
    """Who is on duty when."""

    def __init__(self, desk: Desk) -> None:
        """Build the page and open the roster at hand."""
        super().__init__(desk, "pages.roster.name")
        self._number = 0
        self.bring = desk.button(
            "roster.page.bring", lambda: act.bring_people(desk, self), icon="upload"
        )
        self.new = desk.button("roster.page.make", self._make, icon="calendar-week")
        self.swap = desk.button("roster.page.swap", self._swap, icon="transfer")
        self.export = desk.button(
            "roster.page.export", self._export, icon="file-export", primary=True
        )
        for each in (self.bring, self.new, self.swap, self.export):
            self.add_button(each)
        self.model = RosterModel(desk, self)
        self.grid = RosterGrid(desk, self.model)
        self.choice = QComboBox()
        self.problems = ProblemsCard(desk, self._show_cell)
        self.loads = LoadsCard(desk)
        self._lay_out()
        self.grid.cells.typed.connect(self._typed)
        self.grid.emptied.connect(self._empty_cell)
        self.choice.activated.connect(self._chosen)
        self.grid.selectionModel().currentChanged.connect(self._allow)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Show the roster that is chosen, else the one at hand."""
        desk, house = self.desk, self.desk.house
        current = self.grid.currentIndex()
        place = (current.row(), current.column())
        kept = {each.number for each in house.rosters.cards()}
        roster = house.rosters.roster(self._number) if self._number in kept else None
        if roster is None:
            roster = house.rosters.at_hand(day_of(desk.now()))
        self._number = roster.number if roster else 0
        problems = house.rosters.problems(roster) if roster else ()
        persons = house.people.all(also_removed=True)
        here = [each for each in persons if not each.removed]
        self.model.show(roster, persons, problems)
        self.grid.cells.names = tuple(each.name for each in here)
        self.grid.fit()
        if roster is not None:
            self.grid.setCurrentIndex(self.model.index(max(0, place[0]), max(0, place[1])))
            told = [(each, house.rosters.told(roster, each)) for each in problems]
            self.problems.show_problems(roster, told)
            self.loads.show_loads(house.rosters.loads(roster), persons)
        self._fill_choice()
        self._arrange_parts(roster, has_people=bool(here))

    def arrange(self, breadth: Breadth) -> None:
        """Put the cards below each other where the window is narrow."""
        self.loads.setVisible(self._number > 0 and breadth != Breadth.NARROW)
        self.grid.fit()

    def first_focus(self) -> QWidget:
        """Return the grid, or what makes the first roster."""
        return self.grid if self._number else self.new

    def regions(self) -> tuple[QWidget, ...]:
        """Return the grid and the list of rosters."""
        return (self.grid, self.choice) if self._number else (self.new,)

    def kept(self) -> object:
        """Return which roster is open."""
        return self._number

    def restore(self, kept: object) -> None:
        """Open it again."""
        if isinstance(kept, int):
            self._number = kept
            self.refresh()

    def _lay_out(self) -> None:
        desk = self.desk
        self.choice.setFont(desk.look.font(Role.BODY))
        self.choice.setMinimumHeight(desk.look.px(30))
        self.choice.setAccessibleName(desk.say("roster.page.which"))
        self._days = Prose("", desk.look, Role.BODY, desk.look.soft, wrap=False)
        self._edit = desk.link("roster.page.change", self._change)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.choice)
        row.addWidget(self._days)
        row.addWidget(self._edit)
        row.addStretch(1)
        self._table = Card(desk.look)
        column = QVBoxLayout(self._table)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.grid)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(14)
        below.addWidget(self.problems, 65, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.loads, 35, Qt.AlignmentFlag.AlignTop)
        self._nothing = EmptyState(desk, "calendar-week", "roster.page.empty")
        for part in (self._line, self._table, self._below):
            self.body.addWidget(part)
        self.body.addWidget(self._nothing, 1)
        self.body.addStretch()

    def _arrange_parts(self, roster: Roster | None, *, has_people: bool) -> None:
        there = roster is not None
        for part in (self._line, self._table, self._below, self.swap, self.export):
            part.setVisible(there)
        self._nothing.setVisible(not there)
        self.new.setProperty("primary", not there)
        self.bring.setVisible(True)
        if roster is None:
            self.soft("")
            return
        desk = self.desk
        self.soft(roster.title)
        ends = [
            desk.say("roster.page.both", date=day, text=desk.house.lunar(day_of(day)))
            for day in (roster.first, roster.last)
        ]
        self._days.setText(
            desk.say("roster.page.days", start=ends[0], end=ends[1], count=len(roster.days))
        )
        if not has_people:
            desk.tell(desk.say("roster.page.no_people"))

    def _fill_choice(self) -> None:
        cards = self.desk.house.rosters.cards()
        self.choice.clear()
        for each in cards:
            self.choice.addItem(each.title or self.desk.words.date(each.first), each.number)
        self.choice.setCurrentIndex(self.choice.findData(self._number))
        self.choice.setVisible(len(cards) > 1)
        self._allow()

    def _allow(self, *_: object) -> None:
        """Let a shift be swapped where somebody stands in it."""
        cell = self._cell()
        roster = self.model.roster
        self.swap.setEnabled(bool(roster and cell and roster.at(*cell)))

    def _chosen(self, row: int) -> None:
        self._number = int(self.choice.itemData(row))
        self.refresh()

    def _cell(self) -> Cell | None:
        index = self.grid.currentIndex()
        return self.model.cell_at(index) if index.isValid() else None

    def _show_cell(self, cell: Cell | None, *, edit: bool) -> None:
        """Go to a cell; without one, to the shifts of the roster."""
        if cell is None:
            self._change()
            return
        index = self.model.index_of(cell)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if edit:
            self.grid.edit(index)

    def _typed(self, place: AnyIndex, text: str) -> None:
        roster = self.model.roster
        if roster is None or not place.isValid():
            return
        cell = self.model.cell_at(place)
        if cell is None:
            act.put_note(self.desk, roster, self.model.day_at(place.column()), text)
        else:
            act.put_names(self.desk, roster, cell, text)

    def _empty_cell(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            self._typed(index, "")

    def _make(self) -> None:
        act.make(self.desk, self, self._open_newest)

    def _open_newest(self) -> None:
        self._number = max(each.number for each in self.desk.house.rosters.cards())
        self.refresh()

    def _change(self) -> None:
        if self.model.roster is not None:
            act.change(self.desk, self, self.model.roster)

    def _export(self) -> None:
        if self.model.roster is not None:
            act.export(self.desk, self, self.model.roster)

    def _swap(self) -> None:
        cell = self._cell()
        if self.model.roster is not None and cell is not None:
            act.swap(self.desk, self, self.model.roster, cell)
