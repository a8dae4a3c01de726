"""Contacts: whom to call outside the office, how old each number is; and the office's own staff."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.contacts.view import ContactsPage

    return ContactsPage(desk)


PAGE = Page(
    key="contacts",
    title="pages.contacts.name",
    icon="address-book",
    order=85,
    kinds=frozenset((Kind.CONTACTS, Kind.PEOPLE)),
    shortcut="Ctrl+9",
    help="contacts",
    build=_build,
)
