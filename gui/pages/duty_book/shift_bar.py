"""The shift at the head of the book: who is on duty, what is open, and what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.model.shift import OpenItem, Shift
from gui.desk import Desk
from gui.look import Role
from gui.operations import shifts as act
from gui.operations.incidents import choose_folder
from gui.widgets.card import Rule
from gui.widgets.flow import empty
from gui.widgets.page_frame import PageFrame
from gui.widgets.text import Prose

_SHOWN = 4


class ShiftBar(QWidget):
    """Stands above the entries; its buttons stand in the head of the page."""

    def __init__(self, desk: Desk) -> None:
        """Make the buttons, not yet knowing the shift."""
        super().__init__()
        self._desk = desk
        self._shift: Shift | None = None
        self.sheet = desk.button("shift.page.print", self._print, icon="printer")
        self.off = desk.button("shift.page.end", self._end, icon="door")
        self.start = desk.button("shift.page.start", self._start, icon="user-check", primary=True)
        self.offer = desk.button("shift.page.hand_over", self._offer, icon="users", primary=True)
        self.accept = desk.button(
            "shift.page.accept", self._accept, icon="user-check", primary=True
        )
        look = desk.look
        self._name = Prose("", look, Role.NAME, wrap=False)
        self._said = Prose("", look, Role.SMALL, look.soft)
        self._add = desk.link("shift.page.add_item", self._add_item)
        head = QHBoxLayout()
        head.setContentsMargins(16, 7, 16, 7)
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._said, 1)
        head.addWidget(self._add)
        self._items = QVBoxLayout()
        self._items.setContentsMargins(16, 0, 16, 6)
        self._items.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._items)
        column.addWidget(Rule(look))

    def add_buttons(self, page: PageFrame) -> None:
        """Put what can be done with the shift into the head of a page; the primary comes last."""
        for button in (self.sheet, self.off, self.start, self.offer, self.accept):
            page.add_button(button)

    def refresh(self) -> None:
        """Show the shift and what is open as they are now."""
        house = self._desk.house
        self.show_shift(house.shifts.current(), house.open_items.all())

    def show_shift(self, shift: Shift | None, items: tuple[OpenItem, ...]) -> None:
        """Show a shift and open items."""
        desk, self._shift = self._desk, shift
        waits = shift is not None and shift.offer is not None
        self.start.setVisible(shift is None)
        self.off.setVisible(shift is not None and not waits)
        self.offer.setVisible(shift is not None and not waits)
        self.accept.setVisible(waits)
        self.sheet.setVisible(waits or (shift is not None and bool(shift.taken_from)))
        self._name.setText(self._title(shift))
        said = [] if shift is None else self._who(shift)
        said.append(desk.say("shift.page.items", count=len(items)))
        self._said.setText(" · ".join(said))
        empty(self._items)
        for each in items[:_SHOWN]:
            self._items.addWidget(self._line(each))

    def _title(self, shift: Shift | None) -> str:
        desk, words = self._desk, self._desk.words
        if shift is None:
            return desk.say("shift.page.nobody")
        if not shift.until:
            return desk.say("shift.page.on", time=shift.started)
        hours = desk.say(
            "shift.page.hours", start=words.time(shift.started), end=words.time(shift.until)
        )
        return desk.say("shift.page.on_until", text=hours)

    def _who(self, shift: Shift) -> list[str]:
        """Say who is on duty, from whom it came or to whom it goes, and what vouches for each."""
        say = self._desk.say
        proof = say(f"shift.proof.{shift.giver_proof}")
        if shift.offer is not None:
            gave = say("shift.page.gave", name=shift.person, text=proof)
            return [gave, say("shift.page.waits", name=shift.offer.to)]
        who = [shift.person, self._sure(shift)]
        if shift.taken_from:
            who.append(say("shift.page.taken", name=shift.taken_from, text=proof))
        return who

    def _sure(self, shift: Shift) -> str:
        said = self._desk.say("shift.show.verified" if shift.verified else "shift.show.declared")
        return said.removesuffix(".")  # one of several things on a line

    def _line(self, item: OpenItem) -> QWidget:
        desk = self._desk
        text = desk.say("shift.page.item", seq=item.seq, text=item.text)
        if item.due:
            text = desk.say("shift.page.item_due", text=text, due=item.due)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Prose(text, desk.look), 1)
        done = desk.link("shift.page.done", lambda: act.close_item(desk, self, item))
        done.setAccessibleDescription(item.text)
        row.addWidget(done)
        return line

    def _start(self) -> None:
        act.start(self._desk, self)

    def _offer(self) -> None:
        act.offer(self._desk, self)

    def _accept(self) -> None:
        if self._shift is not None:
            act.accept(self._desk, self, self._shift)

    def _end(self) -> None:
        act.end(self._desk, self)

    def _add_item(self) -> None:
        act.add_item(self._desk, self)

    def _print(self) -> None:
        desk = self._desk
        choose_folder(desk, self, lambda folder: act.write_sheet(desk, folder))
