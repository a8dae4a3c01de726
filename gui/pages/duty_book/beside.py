"""Beside the rows of the book: the foot that says how far it is sealed, and one entry in full."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.duty import BY_PROGRAM, Entry, EntryKind
from core.model.log_state import LogVerdict
from core.model.result import Result
from core.words import visible
from gui.desk import Desk
from gui.look import Role
from gui.models.entries import marks, notes, text_of
from gui.operations import duty_book as act
from gui.pages.duty_book.quick_entry import QuickEntry
from gui.widgets.badge import Shape
from gui.widgets.card import Card, Rule
from gui.widgets.flow import empty
from gui.widgets.text import Prose


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
        """Show what the verification found; of a book without entries there is nothing to say."""
        desk = self._desk
        if verdict.whole and not verdict.count:
            self._shape.hide()
            self._state.setText("")
            return
        if not verdict.whole:
            result, first = Result.FAIL, verdict.first_wrong or 0
            text = desk.say(f"duty.verdict.{verdict.what}", seq=first)
        elif verdict.sealed:
            result = Result.PASS
            text = desk.say("pages.duty_book.sealed", count=verdict.count, last=verdict.sealed)
        else:
            result = Result.WARN
            text = desk.say("pages.duty_book.unsealed", count=verdict.count)
        self._shape.change(result, desk.say(f"common.result.{result}"))
        self._shape.show()
        self._state.setText(text)
        self._state.ink(desk.look.ink(result).name())


class EntryPanel(Card):
    """One entry in full; its text can be selected and copied."""

    def __init__(self, desk: Desk, quick: QuickEntry) -> None:
        """Start without an entry; `quick` is where one that goes on from it is written."""
        super().__init__(desk.look)
        self._desk, self._quick = desk, quick
        self._entry: Entry | None = None
        look = desk.look
        self._title = Prose("", look, Role.CARD)
        self._marks = Prose("", look, Role.SMALL_NAME, look.warn)
        self._notes = Prose("", look, Role.SMALL, look.soft)
        self._text = Prose("", look).selectable()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._copy = desk.button("buttons.copy_plain", self.copy, icon="copy")
        self.correct = desk.button("pages.duty_book.correct", self._correct, icon="pencil")
        self.go_on = desk.button("pages.duty_book.go_on", self._go_on, icon="arrow-right")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(7)
        for part in (self._title, self._marks, self._notes, self._text):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(self._grid)
        column.addStretch(1)
        for button in (self.go_on, self.correct, self._copy):
            column.addWidget(button)
        self.show_entry(None)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry, or what this panel is for."""
        desk, self._entry = self._desk, entry
        empty(self._grid)
        self._copy.setVisible(entry is not None)
        self.go_on.setVisible(entry is not None)
        self.correct.setVisible(entry is not None and _can_be_corrected(entry))
        for line in (self._title, self._marks, self._notes):
            line.setVisible(entry is not None)
        if entry is None:
            self._text.setText(desk.say("pages.duty_book.choose"))
            return
        self._title.setText(desk.say("pages.duty_book.number", seq=entry.seq))
        for line, told in ((self._marks, marks), (self._notes, notes)):
            line.setText(" · ".join(told(entry, desk.words)))
            line.setVisible(bool(line.text()))
        self._text.setText(text_of(entry, desk.words))
        parts = [
            *((label, Prose(value, desk.look).selectable()) for label, value in self._pairs(entry)),
            *(
                (desk.say("pages.duty_book.file"), self._file(entry, number))
                for number in range(1, len(entry.attachments) + 1)
            ),
        ]
        for row, (label, part) in enumerate(parts):
            soft = Prose(label, desk.look, Role.BODY, desk.look.soft, wrap=False)
            self._grid.addWidget(soft, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(part, row, 1)

    def copy(self) -> None:
        """Copy the entry as lines of text."""
        if self._entry is not None:
            pairs = (f"{label}: {value}" for label, value in self._pairs(self._entry))
            title = self._desk.say("pages.duty_book.number", seq=self._entry.seq)
            text = text_of(self._entry, self._desk.words)
            self._desk.copy("\n".join((title, text, *pairs)))

    def _file(self, entry: Entry, number: int) -> QWidget:
        """Return the name and size of a file, and what can be done with it."""
        desk, attachment = self._desk, entry.attachments[number - 1]
        name = visible(entry.file_names[number - 1]) or attachment.sha256[:16]
        size = desk.say("pages.duty_book.file_line", name=name, size=attachment.size)
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        text = Prose(size, desk.look).selectable()
        text.setMinimumWidth(1)
        text.setToolTip(f"SHA-256 {attachment.sha256}")
        column.addWidget(text)
        ways = QHBoxLayout()
        for key, verb in (("save_file", act.save_file), ("erase_file", act.erase_file)):
            link = desk.link(f"pages.duty_book.{key}", partial(verb, desk, self, entry, number))
            link.setAccessibleDescription(name)
            ways.addWidget(link)
        ways.addStretch(1)
        column.addLayout(ways)
        return line

    def _correct(self) -> None:
        if self._entry is not None:
            act.correct(self._desk, self, self._entry)

    def _go_on(self) -> None:
        if self._entry is not None:
            self._quick.go_on_from(self._entry.seq)

    def _pairs(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        say, words = self._desk.say, self._desk.words
        return (
            (say("pages.duty_book.kind"), say(f"duty.kind.{entry.kind}.name")),
            (say("pages.duty_book.happened"), words.moment(entry.at)),
            (say("pages.duty_book.written"), words.moment(entry.written)),
            (say("pages.duty_book.author"), visible(entry.author) or say("common.no_value")),
            (say("pages.duty_book.severity"), say(f"common.severity.{entry.severity}")),
            *self._told(entry),
        )

    def _told(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Yield who was told, and where it stood on paper, as far as the entry says so."""
        say, about = self._desk.say, entry.about
        for names in (("told", "channel"), ("paper_page", "paper_author")):
            told = ", ".join(visible(about[each]) for each in names if about.get(each))
            if told:
                yield say(f"pages.duty_book.detail_{names[0]}"), told


def _can_be_corrected(entry: Entry) -> bool:
    """Say whether an entry may be corrected: once, and only what a person wrote."""
    by_person = entry.kind not in BY_PROGRAM or entry.kind is EntryKind.CORRECTION
    return by_person and entry.superseded_by is None
