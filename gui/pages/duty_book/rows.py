"""Rows of the duty book: time, kind, author, marks, number, and up to three lines of text."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.model.duty import Entry, EntryKind
from core.model.moments import day_of
from core.words import visible
from gui.desk import Desk
from gui.look import Role
from gui.models.entries import marks, notes, text_of
from gui.models.rows import VALUE, AnyIndex
from gui.widgets.lists import draw_ground, is_selected, rect_of, write

KIND_ICONS = {
    EntryKind.SHIFT_START: "user-check",
    EntryKind.HANDOVER: "users",
    EntryKind.ROUTINE_CHECK: "device-desktop",
    EntryKind.WARNING: "speakerphone",
    EntryKind.INCIDENT: "alert-octagon",
    EntryKind.OUTAGE: "plug-connected-x",
    EntryKind.ADMIN_PASSWORD: "key",
    EntryKind.BACKUP: "database",
    EntryKind.MACHINE_ROOM: "door",
    EntryKind.DOCUMENT: "mail",
    EntryKind.INSTRUCTION: "phone",
    EntryKind.HARMFUL_INFO: "phone-call",
    EntryKind.VISITOR: "user",
    EntryKind.SHIFT_SWAP: "transfer",
    EntryKind.CONTACT_CHECK: "phone-call",
    EntryKind.CORRECTION: "pencil",
    EntryKind.RESTORED: "history",
    EntryKind.KEY_CHANGED: "key",
    EntryKind.OTHER: "note",
    EntryKind.BOOK_OPENED: "book",
}

_LINES = 3
_TIME, _RING, _PAD = 86, 26, 14
_RIGHT = 84
_MORE = "…"
_LONG_DAY = "2028-09-28T05:00:00Z"
"""No day is written wider than this one; a day that is cut off says nothing."""


class EntryRows(QStyledItemDelegate):
    """Draws entries; the height follows from the text and the width of the list."""

    def __init__(self, desk: Desk, view: QListView) -> None:
        """Draw for a view."""
        super().__init__(view)
        self._desk, self._view = desk, view
        metrics = QFontMetrics(desk.look.font(Role.SMALL))
        day = metrics.horizontalAdvance(desk.words.date(_LONG_DAY))
        self._time = max(desk.look.px(_TIME), _PAD + day + 6)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return room for the heading and the lines of the text."""
        entry, look = index.data(VALUE), self._desk.look
        assert isinstance(entry, Entry)  # noqa: S101 - for types
        layout = self._laid_out(
            text_of(entry, self._desk.words), self._view.viewport().width() - self._left() - _PAD
        )
        lines = min(_LINES, layout.lineCount())
        spacing = QFontMetrics(look.font(Role.BODY)).lineSpacing()
        return QSize(0, look.px(34) + lines * spacing + look.px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        entry, look, rect = index.data(VALUE), self._desk.look, rect_of(option)
        assert isinstance(entry, Entry)  # noqa: S101 - for types
        selected = is_selected(option, index)
        ink = look.selected_text if selected else look.text
        soft = look.selected_text if selected and look.no_fill else look.soft
        if entry.kind is EntryKind.MISSING_SHIFT:
            self._draw_gap(painter, rect, entry, selected)
            return
        draw_ground(painter, rect, look, selected, line=True)
        self._draw_time(painter, rect, index, soft)
        self._draw_ring(painter, rect, entry)
        self._draw_heading(painter, rect, entry, ink, soft)
        self._draw_text(painter, rect, text_of(entry, self._desk.words), ink)

    def _draw_gap(self, painter: QPainter, rect: QRect, entry: Entry, selected: bool) -> None:
        """Draw a time without anybody on duty: hollow, over the whole width."""
        look = self._desk.look
        draw_ground(painter, rect, look, selected, line=True)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.warn), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(rect).adjusted(10, 5, -10, -6), 6, 6)
        painter.restore()
        ink = look.selected_text if selected and look.no_fill else look.warn
        room = rect.adjusted(24, 0, -24, 0)
        write(painter, room, entry.text, look, Role.SMALL_NAME, ink)

    def _left(self) -> int:
        return self._time + self._desk.look.px(_RING + 12)

    def _heading(self, rect: QRect) -> QRect:
        height = self._desk.look.px(24)
        return QRect(rect.left(), rect.top() + self._desk.look.px(6), rect.width(), height)

    def _draw_time(self, painter: QPainter, rect: QRect, index: AnyIndex, ink: str) -> None:
        """Draw the time, and the day where it is another than in the row above."""
        look, words, entry = self._desk.look, self._desk.words, index.data(VALUE)
        line = self._heading(rect)
        room = QRect(rect.left() + _PAD, line.top(), self._time - _PAD - 4, line.height())
        write(painter, room, words.time(entry.at), look, Role.NAME, ink)
        above = index.model().index(index.row() - 1, 0).data(VALUE)
        if above is None or day_of(above.at) != day_of(entry.at):
            below = room.translated(0, look.px(20))
            write(painter, below, words.date(entry.at), look, Role.SMALL, ink)

    def _draw_ring(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        look = self._desk.look
        size, icon = look.px(_RING), look.px(15)
        ring = QRectF(rect.left() + self._time, rect.top() + look.px(9), size, size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent), 1))
        painter.setBrush(QColor(look.card))
        painter.drawEllipse(ring)
        painter.restore()
        inset = (size - icon) / 2
        box = QRectF(ring.left() + inset, ring.top() + inset, icon, icon)
        name = KIND_ICONS.get(entry.kind, "note")
        self._desk.icons.draw(painter, box, name, look.accent)

    def _draw_heading(
        self, painter: QPainter, rect: QRect, entry: Entry, ink: str, soft: str
    ) -> None:
        desk, look = self._desk, self._desk.look
        line = self._heading(rect)
        number = QRect(line.right() - look.px(_RIGHT), line.top(), look.px(_RIGHT) - _PAD, 24)
        number.setHeight(line.height())
        said = desk.say("pages.duty_book.number", seq=entry.seq)
        write(painter, number, said, look, Role.SMALL, soft, right=True)
        left = rect.left() + self._left()
        room = QRect(left, line.top(), number.left() - left - 8, line.height())
        kind = desk.say(f"duty.kind.{entry.kind}.name")
        room.setLeft(room.left() + write(painter, room, kind, look, Role.NAME, ink) + 10)
        size, told = look.px(14), marks(entry, desk.words)
        metrics = QFontMetrics(look.font(Role.SMALL_NAME))
        taken = sum(size + 4 + metrics.horizontalAdvance(each) + 12 for each in told)
        who = room.adjusted(0, 0, -taken, 0)  # a mark says more than the rest of a name
        room.setLeft(
            room.left() + write(painter, who, visible(entry.author), look, Role.SMALL, soft) + 12
        )
        for mark in told:
            top = room.center().y() - size / 2 + 1
            warn = soft if look.no_fill else look.warn
            desk.icons.draw(painter, QRectF(room.left(), top, size, size), "clock", warn)
            room.setLeft(room.left() + size + 4)
            room.setLeft(room.left() + write(painter, room, mark, look, Role.SMALL_NAME, warn) + 12)
        for note in notes(entry, desk.words):
            room.setLeft(room.left() + write(painter, room, note, look, Role.SMALL, soft) + 12)

    def _draw_text(self, painter: QPainter, rect: QRect, text: str, ink: str) -> None:
        look = self._desk.look
        left = rect.left() + self._left()
        layout = self._laid_out(text, rect.width() - self._left() - _PAD)
        painter.save()
        painter.setPen(QColor(ink))
        top = QPointF(left, rect.top() + look.px(31))
        for number in range(min(_LINES, layout.lineCount())):
            line = layout.lineAt(number)
            line.draw(painter, top)
            if number == _LINES - 1 and layout.lineCount() > _LINES:
                end = QPointF(top.x() + line.naturalTextWidth(), top.y() + line.y())
                painter.setFont(look.font(Role.BODY))
                painter.drawText(end + QPointF(0, line.ascent()), _MORE)
        painter.restore()

    def _laid_out(self, text: str, width: int) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028"), self._desk.look.font(Role.BODY))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while layout.lineCount() <= _LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, width - 12))
            line.setPosition(QPointF(0, y))
            y += QFontMetrics(layout.font()).lineSpacing()
        layout.endLayout()
        return layout
