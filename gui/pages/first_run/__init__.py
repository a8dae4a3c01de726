"""First run: language, office, people, backup places; each step can be skipped."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.first_run.view import FirstRunPage

    return FirstRunPage(desk)


PAGE = Page(
    key="first_run",
    title="first_run.title",
    icon="flag",
    order=99,
    in_rail=False,
    kinds=frozenset((Kind.SETTINGS,)),
    shortcut="",
    help="first_run",
    build=_build,
)
