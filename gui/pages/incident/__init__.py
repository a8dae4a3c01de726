"""Incidents: what to do in the first minutes, by when to tell, what has been done."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.incident.view import IncidentPage

    return IncidentPage(desk)


PAGE = Page(
    key="incident",
    title="pages.incident.name",
    icon="alert-octagon",
    order=50,
    kinds=frozenset((Kind.INCIDENTS, Kind.CONTACTS)),
    shortcut="Ctrl+5",
    help="incident",
    build=_build,
)
