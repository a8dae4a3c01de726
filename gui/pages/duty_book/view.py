"""The duty book page: quick entry, the list, one entry in full, the state of the chain."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from core.model.duty import Entry
from core.model.moments import day_of
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.entries import EntriesModel
from gui.models.rows import VALUE
from gui.operations import duty_book as act
from gui.pages.duty_book.beside import ChainLine, EntryPanel
from gui.pages.duty_book.quick_entry import QuickEntry
from gui.pages.duty_book.rows import EntryRows
from gui.pages.duty_book.shift_bar import ShiftBar
from gui.widgets.card import Card
from gui.widgets.flow import stand_beside
from gui.widgets.lists import dress_list
from gui.widgets.page_frame import PageFrame

_PANEL, _PANEL_MEDIUM = 310, 270
_LIST, _LIST_NARROW = 90, 200
_LIST_WIDTH = 430
"""Below it the lines above and under the entries turn into columns of single words."""
_PATIENCE_MS = 200


class EntryList(QListView):
    """The rows of the book. Ctrl+C copies the current one.

    Opened at its end it stays there, also when rows come or the room gets less.
    """

    copied = Signal()
    moved = Signal()

    def __init__(self) -> None:
        """Begin at the end."""
        super().__init__()
        self.at_end = True
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._note_place)
        bar.rangeChanged.connect(self._stay)

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

    def _note_place(self, value: int) -> None:
        self.at_end = value >= self.verticalScrollBar().maximum()

    def _stay(self, least: int, most: int) -> None:
        if self.at_end:
            self.verticalScrollBar().setValue(most)


class DutyBookPage(PageFrame):
    """Oldest at the top like a paper book, opened at the end."""

    def __init__(self, desk: Desk) -> None:
        """Build the page and open the book at its end."""
        super().__init__(desk, "pages.duty_book.name")
        self.entry = QuickEntry(desk)
        self.shift = ShiftBar(desk)
        self.model = EntriesModel(desk.words, self)
        self.list = EntryList()
        self._older = desk.link("pages.duty_book.older", self._read_older, icon="chevron-up")
        self._empty = desk.text("pages.duty_book.empty", Role.BODY, desk.look.soft)
        self._chain = ChainLine(desk)
        self._panel = EntryPanel(desk, self.entry)
        self._reading = False
        self.field = QLineEdit()
        self.export = desk.button(
            "pages.duty_book.export", lambda: act.export(desk, self), icon="file-export"
        )
        self.seal = desk.button("pages.duty_book.seal", lambda: act.seal(desk, self), icon="lock")
        self.add_button(self.seal)
        self.add_button(self.export)
        self._asking = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._lay_out()
        self.shift.add_buttons(self)
        self._asking.timeout.connect(self._search)
        self.field.textChanged.connect(self._asking.start)
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
        self.shift.refresh()
        newest = desk.house.duty.page(limit=act.PAGE)
        gap = bool(newest) and newest[-1].seq > self.model.last_seq + 1
        is_read = not self.list.at_end and bool(newest) and newest[0].seq == self.model.last_seq
        if self.field.text().strip():
            self._search()
        else:
            if self.model.last_seq == 0 or gap:
                self.model.show(newest)
            else:
                self.model.renew(newest)
                self.model.add_newer(newest)
            self._show_state("pages.duty_book.empty")
            if not is_read:
                self.list.scrollToBottom()
        self._show_entry()
        act.verify(desk, self._chain.show_verdict)

    def arrange(self, breadth: Breadth) -> None:
        """Put the panel below the book where there is no room beside it."""
        width = self.desk.look.px(_PANEL if breadth == Breadth.WIDE else _PANEL_MEDIUM)
        stand_beside(self._row, self._panel, width, breadth)
        narrow = breadth == Breadth.NARROW
        look = self.desk.look
        self.list.setMinimumSize(look.px(_LIST_WIDTH), look.px(_LIST_NARROW if narrow else _LIST))
        self.entry.arrange(breadth)

    def begin_entry(self) -> None:
        """Go to the field of a new entry."""
        self.entry.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        """Go to the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def escape(self) -> bool:
        """Leave the search."""
        searching = bool(self.field.text())
        self.field.clear()
        return searching

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
        return (self.entry.text, self.field, self.list)

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
        card = Card(desk.look)
        self.field.setFont(desk.look.font(Role.BODY))
        self.field.setTextMargins(6, 0, 6, 0)
        self.field.setMinimumHeight(desk.look.px(30))
        self.field.setPlaceholderText(desk.say("pages.duty_book.search"))
        self.field.setAccessibleName(desk.say("pages.duty_book.search"))
        self.field.setClearButtonEnabled(True)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.shift)
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self._chain)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(14)
        self._row.addWidget(card, 1)
        self._row.addWidget(self._panel)
        self.body.addWidget(self.entry)
        self.body.addWidget(self.field)
        self.body.addLayout(self._row, 1)

    def _search(self) -> None:
        """Show what is found, or the book again where nothing is asked for."""
        typed = self.field.text()
        if typed.strip():
            act.search(self.desk, typed, self._show_found)
        else:
            self.model.show(())
            self.refresh()

    def _show_found(self, found: Sequence[Entry]) -> None:
        if not self.field.text().strip():
            return
        self.model.show(found)
        self._show_state("pages.duty_book.nothing_found")
        self.list.scrollToBottom()

    def _show_state(self, nothing: str) -> None:
        """Say that there is nothing, or offer older entries."""
        self._empty.setText(self.desk.say(nothing))
        self._empty.setVisible(self.model.rowCount() == 0)
        self._show_older_link()

    def _show_older_link(self) -> None:
        first, searching = self.model.first_seq, bool(self.field.text().strip())
        self._older.setVisible(first is not None and first > 1 and not searching)

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if value == bar.minimum() and bar.maximum() > 0 and self.list.hasFocus():
            self._read_older()

    def _read_older(self) -> None:
        first = self.model.first_seq
        if self._older.isVisibleTo(self) and first is not None and not self._reading:
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
