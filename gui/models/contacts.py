"""Contacts or staff as a list, filtered by what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from core.model.contact import Contact
from core.model.incident import Trust
from core.model.outcome import Result
from core.model.person import Person
from core.model.phone import digits_of, grouped
from core.words import fold
from gui.desk import Desk
from gui.models.rows import VALUE, AnyIndex

_NOWHERE = QModelIndex()

TRUSTS = {
    Trust.VERIFIED: Result.PASS,
    Trust.AGED: Result.WARN,
    Trust.OLD: Result.FAIL,
    Trust.UNKNOWN: Result.UNKNOWN,
}
"""The shape of each trust; a number of an old source is red and still shown."""


@dataclass(frozen=True, slots=True)
class Callee:
    """One row: who, of what, which number, and how far that of a contact can be trusted."""

    subject: Contact | Person
    title: str
    below: str
    phone: str
    trust: Trust | None = None
    trusted: str = ""
    since: str = ""


def _trusted(row: Callee) -> str:
    return " ".join(filter(None, (row.trusted, row.since)))


class CalleesModel(QAbstractListModel):
    """Contacts in the order of a call, or the staff by given name."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._desk = desk
        self._rows: list[Callee] = []
        self._shown: list[Callee] = []
        self._typed = ""

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row as text, or as a value."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == VALUE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.title, row.below, row.phone, _trusted(row))))
        return None

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Show contacts, each with its trust."""
        self._put([self._of_contact(each) for each in contacts])

    def show_staff(self, persons: Sequence[Person]) -> None:
        """Show the staff."""
        self._put(
            [
                Callee(
                    each,
                    each.name,
                    ", ".join(filter(None, (each.post, each.room))),
                    grouped(each.phone),
                )
                for each in persons
            ]
        )

    def search(self, typed: str) -> None:
        """Show only those whose texts or numbers have what is typed."""
        self._typed = typed
        self._filter()

    def row_of(self, number: int) -> int:
        """Return the row of a number, -1 where it is not shown."""
        numbers = [each.subject.number for each in self._shown]
        return numbers.index(number) if number in numbers else -1

    def _of_contact(self, contact: Contact) -> Callee:
        desk = self._desk
        trust = desk.house.contacts.trust(contact)
        word = desk.say(f"contacts.trust.{trust}")
        since = desk.words.date(contact.since) if contact.since else ""
        role = desk.say(f"contacts.role.{contact.role}")
        return Callee(
            contact,
            ", ".join(filter(None, (contact.name, contact.post))),
            " · ".join(filter(None, (role, contact.office))),
            grouped(contact.phone),
            trust,
            word,
            since,
        )

    def _put(self, rows: list[Callee]) -> None:
        self._rows = rows
        self._filter()

    def _filter(self) -> None:
        wanted = " ".join(fold(self._typed).split())
        digits = digits_of(self._typed)

        def fits(row: Callee) -> bool:
            text = " ".join(fold(f"{row.title} {row.below}").split())
            number = "".join(each for each in row.phone if each.isdigit())
            return wanted in text or bool(digits and digits in number)

        self.beginResetModel()
        self._shown = [each for each in self._rows if fits(each)]
        self.endResetModel()
