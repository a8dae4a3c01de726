"""Consolidation: which units handed in, how their machines are, what does not count and why."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.consolidation.view import ConsolidationPage

    return ConsolidationPage(desk)


PAGE = Page(
    key="consolidation",
    title="pages.consolidation.name",
    icon="table",
    order=84,
    kinds=frozenset((Kind.RECEIVED, Kind.SETTINGS)),
    shortcut="Ctrl+T",
    help="consolidation",
    build=_build,
)
