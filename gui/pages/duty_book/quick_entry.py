"""Quick entry: kind, text, time and one button; what is written stays until it is stored."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QDate, QDateTime, QRectF, QSize, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.model.duty import BY_PROGRAM, EntryKind
from core.model.moments import VIETNAM, from_text, to_text
from core.model.new_entry import NewEntry
from gui.desk import Breadth, Desk
from gui.look import Look, Role
from gui.operations import duty_book as act
from gui.pages.duty_book.details import EntryDetails, Kept
from gui.panels import draw_field
from gui.widgets.card import Card
from gui.widgets.plain_text import PlainText

_MOST_LINES = 4
_TICK_MS = 20_000
_KEEP_AFTER_MS = 900
_OF_SHIFTS = (EntryKind.SHIFT_START, EntryKind.HANDOVER)
"""Kinds with a button of their own: typed by hand they would put nobody on duty."""
_BLANK = "…"
_PLACES = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1))
_TWO_LINES = ((0, 0, 1), (1, 0, 4), (0, 2, 1), (0, 3, 1))
"""Line, column and width of kind, text, time and button."""
_GAPS = ("from_name", "to_name", "open", "t0", "asset", "verdict", "coverage", "todo")


class EntryText(PlainText):
    """A text field that grows with its lines; Tab leaves it, Ctrl+Enter writes the entry."""

    sent = Signal()

    def __init__(self, look: Look, hint: str) -> None:
        """Start empty with a hint."""
        super().__init__()
        self._look = look
        self.setFont(look.font(Role.BODY))
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.viewport().setAutoFillBackground(False)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus on the outline."""
        super().focusInEvent(event)
        self._outline()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus has gone."""
        super().focusOutEvent(event)
        self._outline()

    def _outline(self) -> None:
        frame = self.parentWidget()
        if frame is not None:
            frame.update()

    def _grow(self, *size: object) -> None:
        lines = max(1, min(_MOST_LINES, round(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 10
        self.setFixedHeight(max(self._look.px(26), height))


class _Field(QWidget):
    """The outline of the text field, like that of any field."""

    def __init__(self, look: Look, inner: QWidget) -> None:
        super().__init__()
        self._look, self._inner = look, inner
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 2, 4, 2)
        column.addWidget(inner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill and outline."""
        focused = self._inner.hasFocus()
        draw_field(QPainter(self), QRectF(self.rect()), self._look, focused=focused)


class QuickEntry(Card):
    """Always at the top of the book; it has the focus when the page opens."""

    def __init__(self, desk: Desk) -> None:
        """Offer an empty entry that happens now."""
        super().__init__(desk.look)
        self._desk = desk
        self._template = ""
        self._sending = False
        self._sent = ""
        self._follows: int | None = None
        self._goes_on = desk.link("pages.duty_book.goes_on_not", self._go_on_no_more, icon="x")
        self.kind = QComboBox()
        self.text = EntryText(desk.look, desk.say("pages.duty_book.hint"))
        self.time = _time_field(desk)
        self.write = desk.button("pages.duty_book.write", self.send, icon="pencil")
        self.write.hint("Ctrl+Enter")
        self.details = EntryDetails(desk, lambda: EntryKind(self.kind.currentData()))
        self._time_is_now = True
        self._fill_kinds()
        self._lay_out()
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep_half)
        self.text.setPlainText(desk.memory.text("half_written"))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.textChanged.connect(self._keeping.start)
        self.text.sent.connect(self.send)
        self.text.refused.connect(desk.trouble)
        self.kind.activated.connect(self._use_template)
        self.time.dateTimeChanged.connect(self._time_was_set)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._tick()

    def arrange(self, breadth: Breadth) -> None:
        """Put the fields on two lines where one is too short for a sentence."""
        places = _PLACES if breadth == Breadth.WIDE else _TWO_LINES
        parts = (self.kind, self._field, self.time, self.write)
        for part, (line, column, span) in zip(parts, places, strict=True):
            self._grid.addWidget(part, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 1)

    def go_on_from(self, seq: int) -> None:
        """Let the entry go on from an earlier one."""
        self._follows = seq
        self._goes_on.setText(self._desk.say("pages.duty_book.goes_on", seq=seq))
        self._goes_on.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        """Say whether something of the person's own stands in the field."""
        text = self.text.toPlainText().strip()
        return bool(text) and text != self._template

    def send(self) -> None:
        """Write the entry; the field is emptied when it is stored."""
        if self._sending or not self.unsaved():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._sending, self._sent = True, self.text.toPlainText()
        self.write.setEnabled(False)
        self._desk.troubled.connect(self._give_back)
        act.write_entry(self._desk, self._entry(), self._written)

    def keep_half(self) -> None:
        """Keep what is half written, for the case that the power goes."""
        half = self.text.toPlainText().strip() if self.unsaved() else ""
        self._desk.memory.keep(half_written=half)

    def kept(self) -> tuple[int, str, Kept]:
        """Return kind, text and details, to outlive a change of language."""
        return (self.kind.currentIndex(), self.text.toPlainText(), self.details.kept())

    def restore(self, kept: tuple[int, str, Kept]) -> None:
        """Take them back."""
        self.kind.setCurrentIndex(kept[0])
        self.text.setPlainText(kept[1])
        self.details.restore(kept[2])

    def _entry(self) -> NewEntry:
        at = "" if self._time_is_now else _iso(self.time.dateTime())
        kind = EntryKind(self.kind.currentData())
        text = self.text.toPlainText().strip()
        return self.details.put_into(NewEntry(text=text, kind=kind, at=at, follows=self._follows))

    def _go_on_no_more(self) -> None:
        self._follows = None
        self._goes_on.hide()

    def _written(self) -> None:
        self._give_back()
        self.text.setPlainText(self.text.toPlainText().removeprefix(self._sent))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.keep_half()
        self._go_on_no_more()
        self.details.clear()
        self._template = ""
        self._time_is_now = True
        self.kind.setCurrentIndex(self.kind.findData(EntryKind.OTHER.value))
        self._tick()

    def _give_back(self, *error: object) -> None:
        self._sending = False
        self.write.setEnabled(True)
        self._desk.troubled.disconnect(self._give_back)

    def _use_template(self) -> None:
        if not self.unsaved():
            kind = self.kind.currentData()
            key = f"duty.kind.{kind}.template"
            self._template = self._desk.say(key, **dict.fromkeys(_GAPS, _BLANK))
            plain = self._template.strip() == _BLANK
            self.text.setPlainText("" if plain else self._template)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        if self._time_is_now:
            self.time.blockSignals(True)
            now = from_text(self._desk.now()).astimezone(VIETNAM)
            day, clock = QDate(now.year, now.month, now.day), QTime(now.hour, now.minute)
            self.time.setDateTime(QDateTime(day, clock))
            self.time.blockSignals(False)

    def _time_was_set(self) -> None:
        self._time_is_now = False

    def _fill_kinds(self) -> None:
        for kind in EntryKind:
            if kind not in BY_PROGRAM and kind not in _OF_SHIFTS:
                self.kind.addItem(self._desk.say(f"duty.kind.{kind}.name"), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(EntryKind.OTHER.value))
        self.kind.setAccessibleName(self._desk.say("pages.duty_book.kind"))
        self.kind.setFont(self._desk.look.font(Role.BODY))
        self.kind.setMinimumHeight(self._desk.look.px(30))

    def _lay_out(self) -> None:
        self._field = _Field(self._desk.look, self.text)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 9, 14, 9)
        self._grid.setSpacing(9)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._goes_on)
        below.addWidget(self.details, 1)
        self._grid.addLayout(below, 2, 0, 1, 4)
        self._goes_on.hide()
        self.arrange(Breadth.WIDE)
        links = (self.details.attach, self.details.more, self.details.drop)
        for one, next_one in pairwise((self.kind, self.text, self.time, self.write, *links)):
            QWidget.setTabOrder(one, next_one)


def _time_field(desk: Desk) -> QDateTimeEdit:
    field = QDateTimeEdit()
    field.setFont(desk.look.font(Role.BODY))
    field.setDisplayFormat("HH:mm dd/MM/yyyy")
    field.setAccessibleName(desk.say("pages.duty_book.time"))
    field.setToolTip(desk.say("pages.duty_book.time"))
    field.setMinimumSize(QSize(desk.look.px(150), desk.look.px(30)))
    field.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
    field.lineEdit().setTextMargins(6, 0, 6, 0)
    return field


def _iso(moment: QDateTime) -> str:
    day, clock = moment.date(), moment.time()
    local = datetime(
        day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=VIETNAM
    )
    return to_text(local)
