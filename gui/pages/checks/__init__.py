"""Checks: every check with what was found, why it matters and how to mend it."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.checks.view import ChecksPage

    return ChecksPage(desk)


PAGE = Page(
    key="checks",
    title="pages.checks.name",
    icon="clipboard-check",
    order=20,
    kinds=frozenset((Kind.RUNS, Kind.WAIVERS)),
    shortcut="Ctrl+2",
    help="checks",
    build=_build,
)
