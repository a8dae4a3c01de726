"""A roster as a table: a row for each line and one for notes, a column for each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from core.model.person import Person
from core.model.roster import Cell, Problem, ProblemKind, Roster, RosterLine
from gui.desk import Desk
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()


class CellState(StrEnum):
    """How a cell is drawn."""

    FILLED = "filled"
    EMPTY = "empty"
    LONG = "long"
    TWICE = "twice"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CellSight:
    """What stands in a cell: names, how it is drawn, hours where they are too many."""

    names: tuple[str, ...]
    state: CellState
    hours: int = 0


class RosterModel(QAbstractTableModel):
    """One roster with its problems marked."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._names: Mapping[int, str] = {}
        self._marked: dict[Cell, Problem] = {}
        self.roster: Roster | None = None

    def show(
        self, roster: Roster | None, persons: Sequence[Person], problems: Sequence[Problem]
    ) -> None:
        """Show another roster, or none."""
        self.beginResetModel()
        self.roster = roster
        self._names = {each.number: each.name for each in persons}
        self._marked = {}
        for problem in problems:
            for cell in problem.cells:
                self._marked.setdefault(cell, problem)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many lines there are, and one more for notes."""
        return 0 if parent.isValid() or self.roster is None else len(self.roster.lines) + 1

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many days there are."""
        return 0 if parent.isValid() or self.roster is None else len(self.roster.days)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every cell be chosen and edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell as text, spoken in full, or as a value."""
        if not index.isValid() or self.roster is None:
            return None
        sight = self._sight(index)
        if role == VALUE:
            return sight
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return "; ".join(sight.names)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, sight)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the two lines over a day or beside a line."""
        if self.roster is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return "\n".join(self.day_lines(self.roster.days[section]))
        line = self.line_at(section)
        if line is None:
            return self._desk.say("roster.page.notes")
        return f"{self.title_of(line)}\n{self.hours_of(line)}"

    def line_at(self, row: int) -> RosterLine | None:
        """Return the line of a row, None for the row of notes."""
        lines = self.roster.lines if self.roster else ()
        return lines[row] if row < len(lines) else None

    def cell_at(self, index: AnyIndex) -> Cell | None:
        """Return the cell of an index, None for a note."""
        line = self.line_at(index.row())
        return None if line is None else (self.day_at(index.column()), line.line)

    def day_at(self, column: int) -> str:
        """Return the ISO day of a column."""
        return self.roster.days[column].isoformat() if self.roster else ""

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where a cell stands."""
        if self.roster is None:
            return _NOWHERE
        days = [each.isoformat() for each in self.roster.days]
        lines = [each.line for each in self.roster.lines]
        if cell[0] not in days or cell[1] not in lines:
            return _NOWHERE
        return self.index(lines.index(cell[1]), days.index(cell[0]))

    def title_of(self, line: RosterLine) -> str:
        """Return what a line is called."""
        return line.title or self._desk.say(f"roster.role.{line.role}")

    def hours_of(self, line: RosterLine) -> str:
        """Return when the shifts of a line are."""
        if line.on_call:
            return self._desk.say("roster.on_call")
        if line.starts == line.ends:
            return self._desk.say("roster.hours.all_day")
        return self._desk.say("roster.hours.span", start=line.starts, end=line.ends)

    def day_lines(self, day: date) -> tuple[str, str]:
        """Return weekday and date, and the lunar day below."""
        desk, iso = self._desk, day.isoformat()
        upper = desk.say("roster.page.day", day=desk.words.weekday(iso), text=f"{day:%d/%m}")
        return upper, desk.house.lunar(day)

    def _sight(self, index: AnyIndex) -> CellSight:
        cell = self.cell_at(index)
        assert self.roster is not None  # noqa: S101 - for types
        if cell is None:
            note = self.roster.notes.get(self.day_at(index.column()), "")
            return CellSight((note,) if note else (), CellState.NOTE)
        names = tuple(self._names.get(each, "…") for each in self.roster.at(*cell))
        problem = self._marked.get(cell)
        if problem is None:
            return CellSight(names, CellState.FILLED)
        state = {
            ProblemKind.TOO_LONG: CellState.LONG,
            ProblemKind.OVERLAP: CellState.TWICE,
        }.get(problem.kind, CellState.EMPTY)
        return CellSight(names, state, problem.hours)

    def _spoken(self, index: AnyIndex, sight: CellSight) -> str:
        assert self.roster is not None  # noqa: S101 - for types
        line = self.line_at(index.row())
        title = self._desk.say("roster.page.notes") if line is None else self.title_of(line)
        day = ", ".join(self.day_lines(self.roster.days[index.column()]))
        said = "; ".join(sight.names)
        if sight.state is not CellState.FILLED and line is not None:
            said = f"{said} {self.state_words(sight)}".strip()
        return f"{title}, {day}: {said}"

    def state_words(self, sight: CellSight) -> str:
        """Return the words of a cell's mark."""
        return self._desk.say(f"roster.cell_state.{sight.state}", hours=sight.hours)
