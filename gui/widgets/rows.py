"""Rows: delegates that draw the lists of a run."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.model.result import Finding
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.models.progress import Area, AreasModel
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.lists import draw_ground, rect_of, write
from gui.widgets.shapes import draw_pending, draw_shape

FAMILY_ICONS = {
    "AV": "shield-check",
    "UPD": "download",
    "BAK": "database-export",
    "ACC": "users",
    "NET": "world",
    "MAL": "bug",
    "CFG": "settings",
    "SYS": "device-desktop",
}


class AreaRows(QStyledItemDelegate):
    """Draws the areas of a run: shape, icon, name, what came, how many of how many."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of a table row."""
        return QSize(0, self._desk.look.px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        area, model, look = index.data(VALUE), index.model(), self._desk.look
        assert isinstance(area, Area)  # noqa: S101 - for types
        assert isinstance(model, AreasModel)  # noqa: S101 - for types
        rect = rect_of(option)
        reading = model.current() == index.row()
        draw_ground(painter, rect, look, reading, line=False)
        size = look.px(18)
        top = rect.center().y() - size / 2 + 1
        mark = QRectF(rect.left() + 12, top, size, size)
        ink = (look.selected_text if reading else look.text) if area.done or reading else look.soft
        if area.complete and area.worst is not None:
            draw_shape(painter, mark, area.worst, look)
        elif reading:
            self._desk.icons.draw(painter, mark, "arrow-right", ink)
        else:
            draw_pending(painter, mark, look)
        icon = mark.translated(size + 12, 0)
        name = FAMILY_ICONS.get(area.family, "checklist")
        self._desk.icons.draw(painter, icon, name, ink)
        left = round(icon.right()) + 12
        numbers = QRect(rect.right() - look.px(52), rect.top(), look.px(40), rect.height())
        counted = self._desk.say("overview.of", done=area.done, total=area.total)
        write(painter, numbers, counted, look, Role.SMALL, ink, right=True)
        room = QRect(left, rect.top(), numbers.left() - left - 8, rect.height())
        used = write(painter, room, area.name, look, Role.NAME if reading else Role.BODY, ink)
        room.setLeft(left + used + 12)
        write(painter, room, self._outcome(area, reading), look, Role.SMALL, ink, right=True)

    def _outcome(self, area: Area, reading: bool) -> str:
        if reading:
            return self._desk.say("overview.being_read")
        if not area.complete or area.worst is None:
            return ""
        return self._desk.say(
            f"overview.area.{area.worst}", count=sum(each is area.worst for each in area.results)
        )


class ArrivalRows(QStyledItemDelegate):
    """Draws findings that just came: shape, title and what was found."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk = desk

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(0, self._desk.look.px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        finding, look = index.data(VALUE), self._desk.look
        assert isinstance(finding, Finding)  # noqa: S101 - for types
        rect = rect_of(option)
        draw_ground(painter, rect, look, selected=False, line=True)
        size = look.px(18)
        mark = QRectF(rect.left() + 16, rect.center().y() - size / 2, size, size)
        draw_shape(painter, mark, finding.result, look)
        left = round(mark.right()) + 12
        half = rect.height() // 2
        upper = QRect(left, rect.top() + 4, rect.right() - left - 12, half - 4)
        lower = upper.translated(0, half - 4)
        words, now = self._desk.words, self._desk.now()
        write(painter, upper, told.title(words, finding.check), look, Role.BODY, look.text)
        found = told.sentence(words, finding, now)
        write(painter, lower, found, look, Role.SMALL, look.soft)
