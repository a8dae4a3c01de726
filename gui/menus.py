"""Menus: everything the keyboard can do, by name, with its keys."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QMenuBar

from gui.look import Role
from gui.operations import runs as act
from gui.pages import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from gui.desk import Desk
    from gui.window import MainWindow

_BOOK = "duty_book"


_MENUS = ("file", "edit", "view", "machine", "book", "help")


def add_menus(desk: "Desk", bar: QMenuBar) -> dict[str, QMenu]:
    """Put empty menus into a menu bar, in the present language; return them by their keys."""
    bar.setFont(desk.look.font(Role.BODY))
    bar.setPalette(desk.look.surface_palette(desk.look.rail))
    return {key: bar.addMenu(desk.say(f"window.menu.{key}")) for key in _MENUS}


def fill_menus(window: "MainWindow", menus: Mapping[str, QMenu], pages: Sequence[Page]) -> None:
    """Fill the menus that `add_menus` made; their keys work from then on."""
    from PySide6.QtGui import QKeySequence

    # Nothing of the book or of incidents before the first paint.
    from gui.operations import backups, duty_book, incidents, packs

    desk = window.desk
    for each in menus.values():
        each.setFont(desk.look.font(Role.BODY))

    def add(to: str, key: str, run: Callable[[], object], keys: str = "") -> "QAction":
        action = menus[to].addAction(desk.say(key))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda checked=False: run())
        return action

    add("file", "window.report.save", lambda: act.choose_report(desk, window), "Ctrl+S")
    add("file", "packs.import", lambda: packs.open_import(desk, window))
    menus["file"].addSeparator()
    add("file", "window.menu.quit", window.close, "Ctrl+Q")
    add("edit", "window.menu.undo", desk.take_back, "Ctrl+Z")
    add("edit", "window.menu.find", lambda: window.page(window.current).search(), "Ctrl+F")
    for page in pages:
        add("view", page.title, partial(window.turn, page.key), page.shortcut)
    add("machine", "overview.check", lambda: act.check_now(desk), "F5")
    add("machine", "overview.stop", lambda: act.stop(desk))
    add("book", "window.menu.new_entry", lambda: new_entry(window), "Ctrl+N")
    add("book", "window.raise_incident", window.raise_incident, "F9")
    add("book", "pages.duty_book.paper_menu", lambda: duty_book.save_paper(desk, window))
    add("book", "incident.summary.menu", lambda: incidents.choose_summary(desk, window))
    add("book", "exchange.receipt.menu", lambda: duty_book.choose_receipt(desk, window))
    add("book", "pages.duty_book.rotate", lambda: duty_book.rotate_key(desk, window))
    add("book", "backup.menu", lambda: backups.show(desk, window))
    add("help", "window.menu.show_help", window.open_help, "F1")


def new_entry(window: "MainWindow") -> None:
    """Go to the duty book and into the field of a new entry."""
    window.turn(_BOOK)
    begin = getattr(window.page(_BOOK), "begin_entry", None)
    if begin is not None:
        begin()
