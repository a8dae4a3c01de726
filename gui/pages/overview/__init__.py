"""Overview: how is this machine, and what is to be done next."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.overview.view import OverviewPage

    return OverviewPage(desk)


PAGE = Page(
    key="overview",
    title="pages.overview.name",
    icon="home",
    order=10,
    kinds=frozenset((Kind.RUNS, Kind.DUTY, Kind.WAIVERS, Kind.SETTINGS)),
    shortcut="Ctrl+1",
    help="overview",
    build=_build,
)
