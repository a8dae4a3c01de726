"""Sweep: many machines examined with one stick, and which of the list are missing."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.sweep.view import SweepPage

    return SweepPage(desk)


PAGE = Page(
    key="sweep",
    title="pages.sweep.name",
    icon="device-usb",
    order=82,
    kinds=frozenset((Kind.SWEEP,)),
    shortcut="Ctrl+0",
    help="sweep",
    build=_build,
)
