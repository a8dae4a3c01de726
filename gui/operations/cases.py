"""What a person can do with the file that takes an incident from one machine to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from core.model.change import Change
    from core.model.incident import CaseMade, CaseSeal, Incident
    from gui.desk import Desk


def carry(desk: Desk, incident: Incident, folder: Path) -> None:
    """Write everything about an incident into one file."""

    desk.memory.keep(report_folder=str(folder))

    def done(answer: tuple[CaseMade, Change]) -> None:
        made, change = answer
        desk.note(change)
        seal = desk.say(
            "incident.case.made_sealed" if made.is_sealed else "incident.case.made_none"
        )
        where = desk.say("incident.page.written", file=made.file.name, folder=str(folder))
        desk.tell(f"{where} {seal}")

    desk.errands.send(lambda: desk.house.incidents.carry(incident.id, folder), done, desk.trouble)


def choose_case(desk: Desk, parent: QWidget, then: Callable[[str], object]) -> None:
    """Ask for the file of another machine, take the incident in it, go on with its id."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent.window(), desk.say("incident.page.case_file"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(desk.say("incident.page.case_filter"))
    dialog.fileSelected.connect(lambda name: take(desk, Path(name), then))
    dialog.open()


def take(desk: Desk, path: Path, then: Callable[[str], object]) -> None:
    """Take an incident from the file of another machine, and go on with its id."""
    from gui.desk import still_there

    def done(answer: tuple[Incident, CaseSeal, Change]) -> None:
        incident, seal, change = answer
        desk.note(change)
        desk.tell(seal_told(desk, seal))
        if still_there(then):
            then(incident.id)

    desk.errands.send(lambda: desk.house.incidents.take(path), done, desk.trouble)


def seal_told(desk: Desk, seal: CaseSeal) -> str:
    """Say what the seal of a file that brought an incident is worth."""
    return desk.say(f"incident.case.{seal.kind}", name=seal.owner, id=seal.fingerprint)
