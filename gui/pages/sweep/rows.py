"""Rows of a sweep: which machine, where, whether it was checked and what came of it."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.model.outcome import Result
from core.model.sweep import SweepRow, SweepStanding, SweepState
from gui.desk import Desk
from gui.ink import fill, outline
from gui.look import Role
from gui.models.rows import VALUE, AnyIndex
from gui.pages.consolidation.rows import VERDICTS
from gui.widgets.badge import draw_badge
from gui.widgets.lists import draw_ground, is_selected, rect_of, write

_ROW, _VERDICT = 48, 190
CELLS = 24
_CELL, _GAP = 16, 4


class SweepRows(QStyledItemDelegate):
    """Draws one machine a row."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(0, self._desk.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        row, look, rect = index.data(VALUE), self._desk.look, rect_of(option)
        assert isinstance(row, SweepRow)  # noqa: S101 - for types
        say = self._desk.say
        selected = is_selected(option, index)
        ink = look.selected_text if selected else look.text
        soft = look.selected_text if selected and look.no_fill else look.soft
        draw_ground(painter, rect, look, selected, line=True)
        right = rect.right() - look.px(_VERDICT)
        middle = rect.center().y() + 1
        if row.verdict is not None:
            word = say(f"common.verdict.{row.verdict}")
            draw_badge(painter, right, middle, VERDICTS[row.verdict], word, look)
        else:
            word = say(f"sweep.page.standing.{row.standing}")
            kept = row.standing is SweepStanding.KEPT_THERE
            draw_badge(
                painter,
                right,
                middle,
                Result.NOT_APPLICABLE if kept else Result.UNKNOWN,
                word,
                look,
            )
        half = rect.height() // 2
        upper = QRect(rect.left() + 16, rect.top() + 4, right - rect.left() - 32, half - 4)
        write(painter, upper, row.tag, look, Role.NAME, ink)
        when = self._desk.words.moment(row.ended) if row.ended else ""
        below = " · ".join(filter(None, (row.place, row.name, when)))
        write(painter, upper.translated(0, half - 5), below, look, Role.SMALL, soft)


class Cells(QWidget):
    """One cell for each machine up to two dozen, then a bar: solid is checked."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self._desk = desk
        self._state: SweepState | None = None
        self.setFixedHeight(desk.look.px(_CELL + 4))

    def show_state(self, state: SweepState, spoken: str) -> None:
        """Show a sweep; `spoken` is what a screen reader says."""
        self._state = state
        self.setAccessibleName(spoken)
        cells = min(CELLS, len(state.rows))
        self.setFixedWidth(self._desk.look.px(cells * (_CELL + _GAP)) or 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells."""
        if self._state is None or not self._state.rows:
            return
        painter, look, rows = QPainter(self), self._desk.look, self._state.rows
        size, gap = look.px(_CELL), look.px(_GAP)
        if len(rows) > CELLS:
            width = CELLS * (size + gap) - gap
            done = width * self._state.count(SweepStanding.DONE) / len(rows)
            outline(painter, QRectF(0.75, 2, width, size), QColor(look.edge))
            fill(painter, QRectF(0.75, 2, done, size), QColor(look.accent))
            return
        for at, row in enumerate(rows):
            cell = QRectF(at * (size + gap) + 0.75, 2, size - 1.5, size - 1.5)
            if row.standing is SweepStanding.DONE:
                fill(painter, cell, QColor(look.accent))
            else:
                outline(painter, cell, QColor(look.edge), 1.5)
