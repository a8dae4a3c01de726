"""What a person can do with the roster and the staff in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.model.errors import KnownError
from core.model.roster import Cell, Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.model.person import FoundPerson
    from gui.desk import Desk

_BETWEEN_NAMES = ";"
_EXPORT = ("roster.export.title", "roster.export.write")


def put_names(desk: Desk, roster: Roster, cell: Cell, typed: str) -> None:
    """Put the persons of typed names into a cell; an empty text empties it."""
    names = [each.strip() for each in typed.split(_BETWEEN_NAMES) if each.strip()]
    try:
        people = tuple(desk.house.people.named(each).number for each in names)
    except KnownError as error:
        desk.trouble(error)
        return
    if people != roster.at(*cell):
        desk.do(lambda: desk.house.rosters.assign(roster.number, cell, people))


def put_note(desk: Desk, roster: Roster, day: str, typed: str) -> None:
    """Note something on a day; an empty text takes the note away."""
    text = " ".join(typed.split())
    if text != roster.notes.get(day, ""):
        noted = replace(roster, notes={**roster.notes, day: text})
        desk.do(lambda: desk.house.rosters.change(noted))


def make(desk: Desk, parent: QWidget, then: Callable[[], object]) -> None:
    """Ask for the days of a new roster, by default those of the next Tết, and make it."""
    from core.model.moments import day_of
    from gui.widgets.roster_dialog import RosterDialog

    proposed = desk.house.rosters.proposed(day_of(desk.now()))
    dialog = RosterDialog(desk, proposed, parent.window())
    dialog.record(dialog.roster, desk.house.rosters.make, then)


def change(desk: Desk, parent: QWidget, roster: Roster) -> None:
    """Ask for other days, shifts or another title."""
    from gui.widgets.roster_dialog import RosterDialog

    dialog = RosterDialog(desk, roster, parent.window())
    dialog.record(dialog.roster, desk.house.rosters.change)


def swap(desk: Desk, parent: QWidget, roster: Roster, cell: Cell) -> None:
    """Ask who takes over from whom, why, and who approved it."""
    from gui.widgets.swap_dialog import SwapDialog

    dialog = SwapDialog(desk, roster, cell, parent.window())
    dialog.record(dialog.swap, desk.house.rosters.swap)


def bring_people(desk: Desk, parent: QWidget) -> None:
    """Ask for a list of staff, from a file or pasted, and take those who are new."""
    from gui.widgets.people_dialog import PeopleDialog

    dialog = PeopleDialog(desk, parent.window())
    dialog.record(lambda: dialog.found, desk.house.people.take)


def read_file(
    desk: Desk,
    path: Path,
    then: Callable[[Sequence[FoundPerson]], object],
    broke: Callable[[BaseException], object],
) -> None:
    """Read a list of staff from a file, away from the window's thread."""
    desk.errands.send(lambda: desk.house.people.in_file(path), then, broke)


def read_text(desk: Desk, text: str) -> Sequence[FoundPerson]:
    """Read a list of staff from a text; KnownError for nobody."""
    found: Sequence[FoundPerson] = desk.house.people.in_text(text)
    return found


def export(desk: Desk, parent: QWidget, roster: Roster) -> None:
    """Ask for forms and folder, then write the roster and say where it is."""
    from gui.widgets.report_dialog import ReportDialog

    forms = ("pdf", "docx", "xlsx", "ics")
    dialog = ReportDialog(desk, parent.window(), forms, *_EXPORT)

    def done() -> None:
        formats, folder = dialog.formats(), dialog.folder()
        desk.memory.keep(report_folder=str(folder))
        desk.ask(
            lambda: desk.house.reports.save_roster(roster.number, formats, folder),
            lambda paths: _saved(desk, paths, folder),
        )

    dialog.accepted.connect(done)
    dialog.open()


def _saved(desk: Desk, paths: Sequence[Path], folder: Path) -> None:
    names = ", ".join(each.name for each in paths)
    desk.tell(desk.say("window.report.saved", file=names, folder=str(folder)))
