"""Rows of the board: unit, standing, when, how many of how many, verdicts as a bar."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.model.board import Standing, UnitRow
from core.model.card import VerdictKind
from core.model.moments import VIETNAM, from_text
from core.model.outcome import Result
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.board import BoardModel
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.badge import draw_badge
from gui.widgets.bars import draw_segment
from gui.widgets.lists import draw_ground, is_selected, rect_of, write

STANDINGS = {
    Standing.OVERDUE: Result.FAIL,
    Standing.WAITING: Result.UNKNOWN,
    Standing.HANDED_IN: Result.PASS,
}
"""The shape of each standing: solid is an answer, hollow is none."""

VERDICTS = {
    VerdictKind.GOOD: Result.PASS,
    VerdictKind.ATTENTION: Result.WARN,
    VerdictKind.ACT_NOW: Result.FAIL,
    VerdictKind.INCOMPLETE: Result.UNKNOWN,
}
"""The ink of each verdict, in the order of the bar."""

ROW = 36
_GAP, _LEAST = 2, 5


def columns(left: int, width: int, desk: Desk) -> dict[str, tuple[int, int]]:
    """Return left edge and width of each column; what finds no room is left out."""
    px = desk.look.px
    wide = desk.breadth == Breadth.WIDE
    fixed = {"standing": px(124), "of": px(76), "now": px(96)}
    if wide:
        fixed["handed"] = px(110)
    rest = width - sum(fixed.values()) - 16
    sizes = {"unit": rest * 46 // 100, "bar": rest - rest * 46 // 100, **fixed}
    found: dict[str, tuple[int, int]] = {}
    at = left + 10
    for name in ("unit", "standing", "handed", "of", "bar", "now"):
        if name in sizes:
            found[name] = at, sizes[name]
            at += sizes[name]
    return found


class BoardRows(QStyledItemDelegate):
    """Draws one unit a row."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._desk.look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        row, model, look, rect = index.data(VALUE), index.model(), self._desk.look, rect_of(option)
        assert isinstance(row, UnitRow)  # noqa: S101 - for types
        assert isinstance(model, BoardModel)  # noqa: S101 - for types
        selected = is_selected(option, index)
        ink = look.selected_text if selected else look.text
        soft = look.selected_text if selected and look.no_fill else look.soft
        draw_ground(painter, rect, look, selected, line=True)
        places = columns(rect.left(), rect.width(), self._desk)

        def room(name: str) -> QRect:
            left, width = places[name]
            return QRect(left, rect.top(), width - 10, rect.height())

        is_open = row.standing is not Standing.HANDED_IN
        write(painter, room("unit"), row.unit.name, look, Role.NAME if is_open else Role.BODY, ink)
        word = self._desk.say(f"exchange.standing.{row.standing}")
        middle = rect.center().y() + 1
        draw_badge(painter, places["standing"][0], middle, STANDINGS[row.standing], word, look)
        if "handed" in places:
            write(painter, room("handed"), _when(row.handed), look, Role.BODY, soft)
        write(painter, room("of"), model.of(row), look, Role.BODY, ink, right=True)
        self._draw_bar(painter, room("bar"), row, model.most)
        act_now = str(row.act_now) if row.checked else "–"
        write(painter, room("now"), act_now, look, Role.BODY, ink, right=True)

    def _draw_bar(self, painter: QPainter, room: QRect, row: UnitRow, most: int) -> None:
        if not row.checked:
            write(
                painter,
                room.adjusted(12, 0, 0, 0),
                "–",
                self._desk.look,
                Role.BODY,
                self._desk.look.soft,
            )
            return
        shown = [(VERDICTS[kind], row.verdicts.get(kind, 0)) for kind in VERDICTS]
        shown = [(result, number) for result, number in shown if number]
        left = room.left() + 12.0
        scale = (room.width() - 24 - len(shown) * (_GAP + _LEAST)) / max(1, most)
        for result, number in shown:
            width = _LEAST + max(0.0, scale * number)
            draw_segment(
                painter, QRectF(left, room.top(), width, room.height()), result, self._desk.look
            )
            left += width + _GAP


def _when(handed: str) -> str:
    return f"{from_text(handed).astimezone(VIETNAM):%d/%m %H:%M}" if handed else "–"
