"""Duty book: what happened, who wrote it; entries are only ever added."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.duty_book.view import DutyBookPage

    return DutyBookPage(desk)


PAGE = Page(
    key="duty_book",
    title="pages.duty_book.name",
    icon="book",
    order=30,
    kinds=frozenset((Kind.DUTY, Kind.RUNS)),
    shortcut="Ctrl+3",
    help="duty_book",
    build=_build,
)
