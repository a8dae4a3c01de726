"""The window: menu, rail, pages, status line, keys. It knows no page by name but the first two."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.change import Change, Kind
from core.model.errors import KnownError
from gui.desk import Breadth, Desk
from gui.dress import Dresser
from gui.look import FULL_SCALE
from gui.menus import add_menus, fill_menus
from gui.pages import find_pages
from gui.widgets.card import Rule
from gui.widgets.incident_button import IncidentButton
from gui.widgets.page_frame import PageFrame
from gui.widgets.rail import Rail
from gui.widgets.shapes import emblem_icon
from gui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from gui.widgets.error_panel import ErrorPanel
    from gui.widgets.help_panel import HelpPanel

FIRST_RUN, OVERVIEW, CHECKS, INCIDENT = "first_run", "overview", "checks", "incident"

_WIDE, _MEDIUM = 1200, 860
_RAIL, _RAIL_MEDIUM = 200, 176
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 300
_HELP = 338


class MainWindow(QMainWindow):
    """Builds a page when it is first visited, and everything again when the dress changes."""

    painted = Signal()

    def __init__(self, desk: Desk, dresser: Dresser) -> None:
        """Build the window of a desk; `dresser` puts the look on the application."""
        super().__init__()
        self.desk, self._dresser = desk, dresser
        self.pages = {each.key: each for each in find_pages()}
        self._built: dict[str, PageFrame] = {}
        self._stale: set[str] = set()
        self._kept: dict[str, object] = {}
        self._first_paint = True
        self._errors: ErrorPanel | None = None
        self._help: HelpPanel | None = None
        self.current = ""
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self._dress = self._wanted_dress()
        self._build()
        self._restore_size()
        desk.later(self._fill_keys)
        desk.later(self._hear)
        desk.changed.connect(self._changed)
        desk.turned.connect(self.turn)
        desk.troubled.connect(self._troubled)
        desk.runs.stepped.connect(self._show_status)
        desk.runs.ended.connect(self._show_status)
        self.turn(self._first_page())

    def page(self, key: str) -> PageFrame:
        """Return a page, building it when it is first visited."""
        if key not in self._built:
            page = self.pages[key].build(self.desk)
            self.desk.later(lambda: page.pages_button.setMenu(self._menu_of_pages(page)))
            page.incident_button.clicked.connect(self.raise_incident)
            self._built[key] = page
            self._stack.addWidget(page)
            if key in self._kept:
                page.restore(self._kept.pop(key))
        return self._built[key]

    def turn(self, key: str) -> None:
        """Show a page."""
        if key == OVERVIEW and self.current == FIRST_RUN:
            self._rail_part.show()
        page = self.page(key)
        if key in self._stale:
            self._stale.discard(key)
            page.refresh()
        self.current = key
        self._stack.setCurrentWidget(page)
        self._rail.show_page(key)
        self._rail_part.setVisible(self._shows_rail())
        self.close_help()
        if not self._rail.hasFocus():
            page.first_focus().setFocus()

    def raise_incident(self) -> None:
        """Ask what is happening: from anywhere, one press away from the card."""
        self.turn(INCIDENT)
        begin = getattr(self.page(INCIDENT), "begin", None)
        if begin is not None:
            begin()

    def show_fault(self, report: str) -> None:
        """Show a fault of the program itself."""
        self.errors.show_fault(report)

    @property
    def errors(self) -> "ErrorPanel":
        """The panel of errors above the page, made when it is first wanted."""
        if self._errors is None:
            from gui.widgets.error_panel import ErrorPanel

            self._errors = ErrorPanel(self.desk)
            self._above.insertWidget(0, self._errors)
        return self._errors

    @property
    def help_panel(self) -> "HelpPanel":
        """The panel of help beside the page, made when it is first wanted."""
        if self._help is None:
            from gui.widgets.help_panel import HelpPanel

            self._help = HelpPanel(self.desk)
            self._help.setFixedWidth(self.desk.look.px(_HELP))
            self._help.closed.connect(self.close_help)
            self._beside.addWidget(self._help)
        return self._help

    def open_help(self) -> None:
        """Show the help of what is on the screen."""
        page = self.pages[self.current]
        self.help_panel.open_page(self.page(self.current).help_key(), page.help)
        self._stack.setVisible(self.width() >= self.desk.look.px(_MEDIUM))
        self._spread()

    def close_help(self) -> None:
        """Put the help away."""
        if self._help_is_open():
            self.help_panel.hide()
            self._stack.show()
            self._spread()

    def escape(self) -> None:
        """Stop the run, else close what is open."""
        if self._help_is_open():
            self.close_help()
        elif not self.page(self.current).escape() and self._errors is not None:
            self._errors.hide()

    def next_region(self) -> None:
        """Move the focus to the next part: page, list, panel, rail."""
        from PySide6.QtCore import Qt

        parts = [*self.page(self.current).regions(), self._rail]
        parts = [each for each in parts if each.isVisible() and each.isEnabled()]
        focus = QApplication.focusWidget()
        here = [part for part in parts if part is focus or (focus and part.isAncestorOf(focus))]
        place = parts.index(here[0]) + 1 if here else 0
        if parts:
            parts[place % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the pages how much room there is."""
        super().resizeEvent(event)
        self._spread()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window has been painted, when the paint is over."""
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self._complete)

    def _complete(self) -> None:
        self.painted.emit()
        self._dresser.complete(self)
        self.desk.painted()

    def _hear(self) -> None:
        from PySide6.QtCore import QEvent

        from gui.hearing import Hearing

        # The desktop turned dark or light.
        Hearing(self, (QEvent.Type.ThemeChange,), self._follow_dress)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about a run and about what is half written; then remember the window."""
        from gui.closing import may_close

        self._flush()
        if not may_close(self, tuple(self._built.values())):
            event.ignore()
            return
        self._remember()
        self.desk.memory.keep(half_written="")  # asked about above; nothing broke off
        self.desk.runs.finish()
        self.desk.work.finish()
        self.desk.errands.finish()
        super().closeEvent(event)

    def _flush(self) -> None:
        for page in self._built.values():
            page.flush()
        self.desk.errands.settle()

    def _help_is_open(self) -> bool:
        return self._help is not None and not self._help.isHidden()

    def _first_page(self) -> str:
        if not self.desk.house.settings.read().first_run_done:
            return FIRST_RUN
        last = self.desk.memory.text("page", OVERVIEW)
        return last if last in self.pages and self.pages[last].in_rail else OVERVIEW

    def _shows_rail(self) -> bool:
        wide = self.desk.breadth != Breadth.NARROW
        return wide and self.current != FIRST_RUN

    def _build(self) -> None:
        desk = self.desk
        desk.look = self._dresser.dress(*self._dress[1:])
        desk.later(lambda: self.setWindowIcon(emblem_icon(desk.look)))
        self._stack, self._status = QStackedWidget(), StatusLine(desk)
        self._errors, self._help = None, None
        in_rail = [each for each in self.pages.values() if each.in_rail]
        self._rail = Rail(desk, in_rail)
        self._rail.chose.connect(self.turn)
        self.setCentralWidget(self._centre())
        self.setMenuBar(QMenuBar())
        menus = add_menus(desk, self.menuBar())
        desk.later(lambda: fill_menus(self, menus, in_rail))
        self._name_window()
        if desk.house.settings.read().first_run_done:
            self._count_open()
        else:
            # The first page of all shows no rail, and must not wait for a new store to be made.
            desk.later(self._count_open)
        desk.later(self._status.refresh)
        desk.later(self._remind)
        self._spread()

    def _centre(self) -> QWidget:
        look = self.desk.look
        self._rail_part = QWidget()
        self._rail_part.setPalette(look.surface_palette(look.rail))
        self._rail_part.setAutoFillBackground(True)
        beside = QVBoxLayout(self._rail_part)
        beside.setContentsMargins(0, 10, 0, 10)
        beside.addWidget(self._rail, 1)
        raising = IncidentButton(self.desk)
        raising.clicked.connect(self.raise_incident)
        below = QVBoxLayout()
        below.setContentsMargins(8, 6, 8, 0)
        below.addWidget(raising)
        beside.addLayout(below)
        self._edge = Rule(look, upright=True)
        pages = QVBoxLayout()
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self._stack, 1)
        self._above = pages
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._rail_part)
        row.addWidget(self._edge)
        row.addLayout(pages, 1)
        self._beside = row
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self._status)
        return centre

    def _spread(self) -> None:
        look = self.desk.look
        taken = look.px(_HELP) if self._help_is_open() else 0
        width = (self.width() - taken) * FULL_SCALE / look.scale
        wide, medium = width >= _WIDE, width >= _MEDIUM
        breadth = Breadth.WIDE if wide else Breadth.MEDIUM if medium else Breadth.NARROW
        self.desk.spread(breadth)
        least = look.px(_RAIL if wide else _RAIL_MEDIUM)
        self._rail_part.setFixedWidth(max(least, self._rail.least_width()))
        self._rail_part.setVisible(self._shows_rail())
        self._edge.setVisible(self._shows_rail())

    def _fill_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        acts: dict[str, Callable[[], object]] = {"Esc": self.escape, "F6": self.next_region}
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _menu_of_pages(self, page: PageFrame) -> QMenu:
        menu = QMenu(page.pages_button)
        for each in self.pages.values():
            if each.in_rail:
                action = menu.addAction(self.desk.say(each.title))
                action.triggered.connect(lambda checked=False, key=each.key: self.turn(key))
        return menu

    def _name_window(self) -> None:
        unit = self.desk.house.settings.read().unit
        name = self.desk.say("window.name")
        self.setWindowTitle(self.desk.say("window.title", name=name, unit=unit) if unit else name)

    def _count_open(self) -> None:
        card = self.desk.card()
        self._rail.pages.show_count(CHECKS, card.open_items if card else 0)
        self.desk.later(self._count_incidents)

    def _count_incidents(self) -> None:
        # Asked in its turn: the first paint, and a command that is writing, must not wait.
        self.desk.ask(lambda: len(self.desk.house.incidents.running()), self._show_incidents)

    def _show_incidents(self, running: int) -> None:
        self._rail.pages.show_count(INCIDENT, running)

    def _changed(self, change: Change) -> None:
        if Kind.SETTINGS in change.kinds:
            self._name_window()
            self._follow_dress()
        for key, page in self._built.items():
            if self.pages[key].kinds & change.kinds:
                if key == self.current:
                    page.refresh()
                else:
                    self._stale.add(key)
        self._count_open()
        self._status.refresh()

    def _show_status(self) -> None:
        self._status.refresh()

    def _remind(self) -> None:
        from gui.widgets.reminder_strip import ReminderStrip

        strip = ReminderStrip(self.desk)
        strip.turned.connect(self.turn)
        self._above.insertWidget(0, strip)

    def _troubled(self, error: KnownError) -> None:
        self.errors.show_known(error)

    def _wanted_dress(self) -> tuple[str, str, int]:
        settings = self.desk.house.settings.read()
        return (self.desk.words.lang, settings.theme, settings.text_size)

    def _follow_dress(self) -> None:
        if self._wanted_dress() != self._dress or self._dresser.system_changed():
            QTimer.singleShot(0, self, self.rebuild)

    def rebuild(self) -> None:
        """Build everything again in the present language, theme and text size."""
        self._flush()
        self._dress = self._wanted_dress()
        self._kept = {key: page.kept() for key, page in self._built.items()}
        focus_in_rail = self._rail.hasFocus()
        self._built = {}
        self._build()
        self.turn(self.current)
        if focus_in_rail:
            self._rail.setFocus()

    def _restore_size(self) -> None:
        memory = self.desk.memory
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = min(memory.number("width", 1366), screen.width())
        height = min(memory.number("height", 728), screen.height())
        self.resize(max(width, _LEAST_WIDTH), max(height, _LEAST_HEIGHT))
        if memory.number("maximised", 0):
            from PySide6.QtCore import Qt

            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember(self) -> None:
        size = self.normalGeometry() if self.isMaximized() else self.geometry()
        page = self.current if self.pages[self.current].in_rail else OVERVIEW
        self.desk.memory.keep(
            width=size.width(),
            height=size.height(),
            maximised=int(self.isMaximized()),
            page=page,
        )
