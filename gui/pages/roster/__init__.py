"""Roster: who is on duty on which day, what is missing, swaps, the list to be hung up."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.roster.view import RosterPage

    return RosterPage(desk)


PAGE = Page(
    key="roster",
    title="pages.roster.name",
    icon="calendar-week",
    order=40,
    kinds=frozenset((Kind.ROSTER, Kind.PEOPLE)),
    shortcut="Ctrl+4",
    help="roster",
    build=_build,
)
