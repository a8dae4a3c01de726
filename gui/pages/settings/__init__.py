"""Settings: what the office told the program; every change takes effect at once."""

from core.model.change import Kind
from gui.desk import Desk
from gui.pages import Page
from gui.widgets.page_frame import PageFrame


def _build(desk: Desk) -> PageFrame:
    from gui.pages.settings.view import SettingsPage

    return SettingsPage(desk)


PAGE = Page(
    key="settings",
    title="pages.settings.name",
    icon="settings",
    order=90,
    foot=True,
    kinds=frozenset((Kind.SETTINGS, Kind.WAIVERS)),
    shortcut="Ctrl+,",
    help="settings",
    build=_build,
)
