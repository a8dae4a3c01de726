"""The duty book page: quick entry, the list, one entry in full, the state of the chain."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget

from core.model.duty import Entry, LogVerdict
from core.model.moments import day_of
from core.model.result import Result
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.entries import EntriesModel, marks
from gui.models.rows import VALUE
from gui.operations import duty_book as act
from gui.pages.duty_book.quick_entry import QuickEntry
from gui.pages.duty_book.rows import EntryRows
from gui.widgets.badge import Shape
from gui.widgets.card import Card, Rule
from gui.widgets.flow import empty
from gui.widgets.lists import dress_list
from gui.widgets.page_frame import PageFrame
from gui.widgets.text import Prose

_PANEL, _PANEL_MEDIUM = 310, 270


class EntryList(QListView):
    """The rows of the book. Ctrl+C copies the current one."""

    copied = Signal()
    moved = Signal()
    reached_top = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on the copy keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the least height; the page gives what it has."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows anew: their height follows from the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Tell the panel."""
        super().currentChanged(current, previous)
        self.moved.emit()


class DutyBookPage(PageFrame):
    """Oldest at the top like a paper book, opened at the end."""

    def __init__(self, desk: Desk) -> None:
        """Build the page and open the book at its end."""
        super().__init__(desk, "pages.duty_book.name")
        self.entry = QuickEntry(desk)
        self.model = EntriesModel(desk.words, self)
        self.list = EntryList()
        self._older = desk.link("pages.duty_book.older", self._read_older, icon="chevron-up")
        self._empty = desk.text("pages.duty_book.empty", Role.BODY, desk.look.soft)
        self._chain = ChainLine(desk)
        self._panel = EntryPanel(desk)
        self._reading = False
        self._lay_out()
        self.list.moved.connect(self._show_entry)
        self.list.copied.connect(self._panel.copy)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Add what was written since, and verify the chain."""
        desk, now = self.desk, self.desk.now()
        day = ", ".join((desk.words.weekday(now), desk.words.date(now)))
        self.soft(f"{day} · {desk.house.lunar(day_of(now))}")
        newest = desk.house.duty.page(limit=act.PAGE)
        gap = bool(newest) and newest[-1].seq > self.model.last_seq + 1
        if self.model.last_seq == 0 or gap:
            self.model.show(newest)
        else:
            self.model.add_newer(newest)
        self._empty.setVisible(self.model.rowCount() == 0)
        self._show_older_link()
        self.list.scrollToBottom()
        act.verify(desk, self._chain.show_verdict)

    def arrange(self, breadth: Breadth) -> None:
        """Drop the panel where the window is narrow."""
        width = self.desk.look.px(_PANEL if breadth == Breadth.WIDE else _PANEL_MEDIUM)
        self._panel.setFixedWidth(width)
        self._panel.setVisible(breadth != Breadth.NARROW)
        self.entry.arrange(breadth)

    def begin_entry(self) -> None:
        """Go to the field of a new entry."""
        self.entry.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def unsaved(self) -> bool:
        """Say whether an entry is half written."""
        return self.entry.unsaved()

    def save(self) -> None:
        """Write the entry."""
        self.entry.send()

    def first_focus(self) -> QWidget:
        """Return the field of a new entry."""
        return self.entry.text

    def regions(self) -> tuple[QWidget, ...]:
        """Return field and list."""
        return (self.entry.text, self.list)

    def kept(self) -> object:
        """Return what is half written."""
        return self.entry.kept()

    def restore(self, kept: object) -> None:
        """Take it back."""
        if isinstance(kept, tuple):
            self.entry.restore(kept)

    def _lay_out(self) -> None:
        desk = self.desk
        dress_list(self.list, desk.look)
        self.list.setItemDelegate(EntryRows(desk, self.list))
        self.list.setModel(self.model)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(desk.say("pages.duty_book.name"))
        self.list.setMinimumHeight(desk.look.px(90))
        card = Card(desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._chain)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(card, 1)
        row.addWidget(self._panel)
        self.body.addWidget(self.entry)
        self.body.addLayout(row, 1)

    def _show_older_link(self) -> None:
        first = self.model.first_seq
        self._older.setVisible(first is not None and first > 1)

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if value == bar.minimum() and bar.maximum() > 0 and self.list.hasFocus():
            self._read_older()

    def _read_older(self) -> None:
        first = self.model.first_seq
        if first is not None and first > 1 and not self._reading:
            self._reading = True
            act.read_older(self.desk, first, self._add_older)

    def _add_older(self, entries: Sequence[Entry]) -> None:
        self._reading = False
        self.model.add_older(entries)
        self._show_older_link()
        if entries:
            self.list.scrollTo(self.model.index(len(entries)), EntryList.ScrollHint.PositionAtTop)

    def _show_entry(self) -> None:
        value = self.list.currentIndex().data(VALUE)
        self._panel.show_entry(value if isinstance(value, Entry) else None)


class ChainLine(QWidget):
    """The foot of the book: sealed or not, whole or damaged from which entry on."""

    def __init__(self, desk: Desk) -> None:
        """Say nothing until the book is verified."""
        super().__init__()
        self._desk = desk
        self._shape = Shape(Result.WARN, "", desk.look, 16)
        self._state = Prose("", desk.look, Role.NAME)
        self._rule = desk.text("pages.duty_book.only_added", Role.SMALL, desk.look.soft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule(desk.look))
        row = QHBoxLayout()
        row.setContentsMargins(16, 7, 16, 8)
        row.setSpacing(9)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._state, 1)
        row.addWidget(self._rule, 0)
        column.addLayout(row)
        self._rule.setWordWrap(False)
        self._shape.hide()

    def sizeHint(self) -> QSize:
        """Keep its place before the verdict is there."""
        return QSize(0, max(super().sizeHint().height(), self._desk.look.px(34)))

    def show_verdict(self, verdict: LogVerdict) -> None:
        """Show what the verification found."""
        desk = self._desk
        result = Result.WARN if verdict.whole else Result.FAIL
        if verdict.whole:
            text = desk.say("pages.duty_book.unsealed", count=verdict.count)
        else:
            first = verdict.first_wrong or 0
            text = desk.say(f"duty.verdict.{verdict.what}", seq=first)
        self._shape.change(result, desk.say(f"common.result.{result}"))
        self._shape.show()
        self._state.setText(text)
        self._state.ink(desk.look.ink(result).name())


class EntryPanel(Card):
    """One entry in full; its text can be selected and copied."""

    def __init__(self, desk: Desk) -> None:
        """Start without an entry."""
        super().__init__(desk.look)
        self._desk = desk
        self._entry: Entry | None = None
        look = desk.look
        self._title = Prose("", look, Role.CARD)
        self._marks = Prose("", look, Role.SMALL_NAME, look.warn)
        self._text = Prose("", look).selectable()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._copy = desk.button("buttons.copy_plain", self.copy, icon="copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(7)
        for part in (self._title, self._marks, self._text):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(self._copy)
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry, or what this panel is for."""
        desk, self._entry = self._desk, entry
        empty(self._grid)
        self._copy.setVisible(entry is not None)
        if entry is None:
            self._title.setText("")
            self._marks.setText("")
            self._text.setText(desk.say("pages.duty_book.choose"))
            return
        self._title.setText(desk.say("pages.duty_book.number", seq=entry.seq))
        self._marks.setText(" · ".join(marks(entry, desk.words)))
        self._marks.setVisible(bool(self._marks.text()))
        self._text.setText(entry.text)
        for row, (label, value) in enumerate(self._pairs(entry)):
            soft = Prose(label, desk.look, Role.BODY, desk.look.soft, wrap=False)
            self._grid.addWidget(soft, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Prose(value, desk.look).selectable(), row, 1)

    def copy(self) -> None:
        """Copy the entry as lines of text."""
        if self._entry is not None:
            pairs = (f"{label}: {value}" for label, value in self._pairs(self._entry))
            title = self._desk.say("pages.duty_book.number", seq=self._entry.seq)
            self._desk.copy("\n".join((title, self._entry.text, *pairs)))

    def _pairs(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        say, words = self._desk.say, self._desk.words
        return (
            (say("pages.duty_book.kind"), say(f"duty.kind.{entry.kind}.name")),
            (say("pages.duty_book.happened"), words.moment(entry.at)),
            (say("pages.duty_book.written"), words.moment(entry.written)),
            (say("pages.duty_book.author"), entry.author or say("common.no_value")),
            (say("pages.duty_book.severity"), say(f"common.severity.{entry.severity}")),
        )
