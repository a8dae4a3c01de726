"""The contacts page: the list, one contact in full, and the pass of calls that verifies them."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from core.model.contact import CallOutcome, Contact
from core.model.person import Person
from core.model.phone import grouped
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.contacts import Callee, CalleesModel
from gui.models.rows import VALUE
from gui.operations import contacts as act
from gui.operations import roster as staff
from gui.pages.contacts.pin_links import PinLinks
from gui.pages.contacts.rows import LEAST_WIDTH, CalleeRows
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.flow import Flow, empty, stand_beside
from gui.widgets.lists import dress_list
from gui.widgets.page_frame import PageFrame
from gui.widgets.text import Prose

_PANEL, _PANEL_MEDIUM = 330, 280


class ContactsPage(PageFrame):
    """Whom to call, and whether the number still holds."""

    def __init__(self, desk: Desk) -> None:
        """Build the page with the contacts shown."""
        super().__init__(desk, "pages.contacts.name")
        self._staff = False
        self.bring = desk.button(
            "roster.page.bring", lambda: staff.bring_people(desk, self), icon="upload"
        )
        self.add = desk.button("contacts.page.add", self._add, icon="user-plus")
        self.call = desk.button(
            "contacts.page.call_all", self.next_call, icon="phone", primary=True
        )
        for each in (self.bring, self.add, self.call):
            self.add_button(each)
        self.outside = desk.button("contacts.page.outside", lambda: self.show_staff(False))
        self.inside = desk.button("contacts.page.inside", lambda: self.show_staff(True))
        for each in (self.outside, self.inside):
            each.setCheckable(True)
        self.field = QLineEdit()
        self.model = CalleesModel(desk, self)
        self.list = QListView()
        self.panel = ContactPanel(desk)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Show the contacts or the staff as they are now; the current one stays current."""
        house, current = self.desk.house, self._current()
        number = current.subject.number if current else 0
        if self._staff:
            self.model.show_staff(house.people.all())
        else:
            self.model.show_contacts(house.contacts.all())
        waiting = len(house.contacts.to_call())
        self.soft(self.desk.say("contacts.page.waiting", count=waiting) if waiting else "")
        self.outside.setChecked(not self._staff)
        self.inside.setChecked(self._staff)
        self.call.setVisible(not self._staff)
        self.call.setEnabled(bool(waiting))
        self.bring.setVisible(self._staff)
        shown = self.model.rowCount() > 0 or bool(self.field.text())
        self._table.setVisible(shown)
        self._nothing.setVisible(not shown and not self._staff)
        self._nobody.setVisible(not shown and self._staff)
        row = max(0, self.model.row_of(number))
        self.list.setCurrentIndex(self.model.index(row))
        self._show_current()

    def show_staff(self, staff: bool) -> None:
        """Show the office's own staff, or the contacts outside."""
        self._staff = staff
        self.refresh()

    def next_call(self) -> None:
        """Go to the next contact that is to be called and was not called today."""
        desk, current = self.desk, self._current()
        waiting = desk.house.contacts.to_call_today()
        if not waiting:
            desk.tell(desk.say("contacts.page.all_called"))
            return
        order = [each.number for each in desk.house.contacts.all()]
        at = order.index(current.subject.number) if current else 0
        after = [each for each in waiting if order.index(each.number) >= at]
        self.field.clear()
        chosen = (after or waiting)[0]
        self.list.setCurrentIndex(self.model.index(self.model.row_of(chosen.number)))
        self.panel.by.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, breadth: Breadth) -> None:
        """Narrow the panel, and put it below the list where there is no room beside it."""
        width = self.desk.look.px(_PANEL if breadth == Breadth.WIDE else _PANEL_MEDIUM)
        stand_beside(self._row, self.panel, width, breadth)

    def search(self) -> None:
        """Go to the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def first_focus(self) -> QWidget:
        """Return the list, or what adds the first one."""
        return self.list if self.model.rowCount() else self.add

    def regions(self) -> tuple[QWidget, ...]:
        """Return field, list and the caller's name."""
        return (self.field, self.list, self.panel.by)

    def _lay_out(self) -> None:
        desk = self.desk
        self.field.setFont(desk.look.font(Role.BODY))
        self.field.setTextMargins(6, 0, 6, 0)
        self.field.setMinimumHeight(desk.look.px(30))
        self.field.setPlaceholderText(desk.say("contacts.page.search"))
        self.field.setAccessibleName(desk.say("contacts.page.search"))
        dress_list(self.list, desk.look)
        self.list.setItemDelegate(CalleeRows(desk, self.list))
        self.list.setModel(self.model)
        self.list.setMinimumSize(desk.look.px(LEAST_WIDTH), desk.look.px(300))
        self.list.setAccessibleName(desk.say("pages.contacts.name"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.outside)
        head.addWidget(self.inside)
        head.addWidget(self.field, 1)
        card = Card(desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self._table = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._table)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignTop)
        self._nothing = EmptyState(desk, "address-book", "contacts.page.empty")
        self._nobody = EmptyState(desk, "users", "contacts.page.no_staff")
        self.body.addLayout(head)
        for part in (self._table, self._nothing, self._nobody):
            self.body.addWidget(part, 1)

    def _current(self) -> Callee | None:
        value = self.list.currentIndex().data(VALUE)
        return value if isinstance(value, Callee) else None

    def _show_current(self, *_: object) -> None:
        current = self._current()
        self.panel.show_subject(current.subject if current else None)

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self.list.setCurrentIndex(self.model.index(0))
        self._show_current()

    def _add(self) -> None:
        if self._staff:
            act.edit_person(self.desk, self, None)
        else:
            act.edit(self.desk, self, None)


class ContactPanel(Card):
    """One contact or person in full, and the three answers of a call."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__(desk.look)
        self._desk = desk
        self._subject: Contact | Person | None = None
        look = desk.look
        self._title = Prose("", look, Role.CARD)
        self._phone = Prose("", look, Role.PAGE).selectable()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.by = QLineEdit(desk.house.settings.read().keeper)
        self.by.setFont(look.font(Role.BODY))
        self.by.setTextMargins(6, 0, 6, 0)
        self.by.setMinimumHeight(look.px(30))
        self.by.setAccessibleName(desk.say("contacts.page.caller"))
        self.by.setPlaceholderText(desk.say("contacts.page.caller"))
        self.answers = {
            each: desk.button(f"contacts.outcome.{each}", partial(self._answer, each))
            for each in CallOutcome
        }
        self._calls = QWidget()
        calls = QVBoxLayout(self._calls)
        calls.setContentsMargins(0, 6, 0, 0)
        calls.setSpacing(7)
        calls.addWidget(desk.text("contacts.page.after_call", Role.NAME))
        calls.addWidget(self.by)
        answers = QWidget()
        flow = Flow(answers, across=8, down=6)
        for button in self.answers.values():
            flow.addWidget(button)
        calls.addWidget(answers)
        calls.addWidget(desk.text("contacts.page.into_book", Role.SMALL, look.soft))
        self.pins = PinLinks(desk)
        self.change = desk.link("contacts.page.change", self._change)
        self.remove = desk.link("contacts.page.remove", self._remove)
        links = QHBoxLayout()
        links.addWidget(self.change)
        links.addWidget(self.remove)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(7)
        column.addWidget(self._title)
        column.addWidget(self._phone)
        column.addLayout(self._grid)
        column.addWidget(self._calls)
        column.addWidget(self.pins)
        column.addLayout(links)
        self.by.textChanged.connect(self._allow)

    def show_subject(self, subject: Contact | Person | None) -> None:
        """Show somebody, or nothing."""
        self._subject = subject
        self.setHidden(subject is None)
        empty(self._grid)
        if subject is None:
            return
        self._title.setText(subject.name)
        self._phone.setText(grouped(subject.phone))
        self._calls.setVisible(isinstance(subject, Contact))
        self.pins.show_person(subject if isinstance(subject, Person) else None)
        for row, (label, value) in enumerate(self._pairs(subject)):
            soft = self._desk.text(label, Role.BODY, self._desk.look.soft, wrap=False)
            self._grid.addWidget(soft, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Prose(value, self._desk.look).selectable(), row, 1)
        self._allow()

    def _pairs(self, subject: Contact | Person) -> list[tuple[str, str]]:
        """Return label and value of everything that is known."""
        if isinstance(subject, Person):
            pairs = [(each, getattr(subject, each)) for each in ("post", "room", "email")]
            return [(f"contacts.field.{name}", value) for name, value in pairs if value]
        words, desk = self._desk.words, self._desk
        source = " ".join(filter(None, (subject.source, self._said_day(subject.source_day))))
        entry = desk.say("contacts.page.entry", seq=subject.verified_in)
        told = (
            self._said_day(subject.verified),
            subject.verified_by,
            entry if subject.verified_in else "",
        )
        verified = ", ".join(filter(None, told))
        called = ""
        if subject.outcome is not None and subject.called:
            outcome = words.say(f"contacts.outcome.{subject.outcome}")
            called = f"{outcome}, {words.date(subject.called)}"
        trust = desk.say(f"contacts.trust.{desk.house.contacts.trust(subject)}")
        pairs = [
            ("contacts.field.role", desk.say(f"contacts.role.{subject.role}")),
            ("contacts.field.office", subject.office),
            ("contacts.field.post", subject.post),
            ("contacts.field.own_phone", grouped(subject.own_phone)),
            ("contacts.field.email", subject.email),
            ("contacts.field.trust", trust),
            ("contacts.field.source", source),
            ("contacts.field.verified", verified),
            ("contacts.field.called", called),
            ("contacts.field.note", subject.note),
        ]
        return [(label, value) for label, value in pairs if value]

    def _said_day(self, day: str) -> str:
        return self._desk.words.date(day) if day else ""

    def _allow(self, *_: object) -> None:
        for button in self.answers.values():
            button.setEnabled(bool(self.by.text().strip()))

    def _answer(self, outcome: CallOutcome) -> None:
        if isinstance(self._subject, Contact):
            act.record_call(self._desk, self._subject, outcome, self.by.text().strip())

    def _change(self) -> None:
        if isinstance(self._subject, Contact):
            act.edit(self._desk, self, self._subject)
        elif self._subject is not None:
            act.edit_person(self._desk, self, self._subject)

    def _remove(self) -> None:
        if isinstance(self._subject, Contact):
            act.remove(self._desk, self._subject)
        elif self._subject is not None:
            act.remove_person(self._desk, self._subject)
