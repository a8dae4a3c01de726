"""Menus: everything the keyboard can do, by name, with its keys."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.look import Role
from gui.operations import runs as act
from gui.pages import Page

if TYPE_CHECKING:
    from gui.window import MainWindow

_BOOK = "duty_book"


def fill_menus(window: "MainWindow", bar: QMenuBar, pages: Sequence[Page]) -> None:
    """Fill an empty menu bar in the present language."""
    bar.setFont(window.desk.look.font(Role.BODY))
    bar.setPalette(window.desk.look.surface_palette(window.desk.look.rail))
    desk = window.desk

    def menu(key: str) -> QMenu:
        made = bar.addMenu(desk.say(f"window.menu.{key}"))
        made.setFont(desk.look.font(Role.BODY))
        return made

    def add(to: QMenu, key: str, run: Callable[[], object], keys: str = "") -> QAction:
        action = to.addAction(desk.say(key))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda checked=False: run())
        return action

    first = menu("file")
    add(first, "window.report.save", lambda: act.choose_report(desk, window), "Ctrl+S")
    first.addSeparator()
    add(first, "window.menu.quit", window.close, "Ctrl+Q")
    edit = menu("edit")
    add(edit, "window.menu.undo", desk.take_back, "Ctrl+Z")
    add(edit, "window.menu.find", lambda: window.page(window.current).search(), "Ctrl+F")
    view = menu("view")
    for page in pages:
        add(view, page.title, partial(window.turn, page.key), page.shortcut)
    machine = menu("machine")
    add(machine, "overview.check", lambda: act.check_now(desk), "F5")
    add(machine, "overview.stop", lambda: act.stop(desk))
    book = menu("book")
    add(book, "window.menu.new_entry", lambda: new_entry(window), "Ctrl+N")
    info = menu("help")
    add(info, "window.menu.show_help", window.open_help, "F1")


def new_entry(window: "MainWindow") -> None:
    """Go to the duty book and into the field of a new entry."""
    window.turn(_BOOK)
    begin = getattr(window.page(_BOOK), "begin_entry", None)
    if begin is not None:
        begin()
