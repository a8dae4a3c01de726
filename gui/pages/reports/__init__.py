"""Reports: a document from its kind to the folder that goes out."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.reports.view import ReportsPage

    return ReportsPage(desk)


PAGE = Page(
    key="reports",
    title="pages.reports.name",
    icon="file-text",
    order=80,
    kinds=frozenset((Kind.RUNS, Kind.DUTY, Kind.SETTINGS, Kind.SENT, Kind.PACKS)),
    shortcut="Ctrl+8",
    help="reports",
    build=_build,
)
