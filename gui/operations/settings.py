"""What a person can do with settings: change them; every change takes effect at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from core.model.settings import Settings

if TYPE_CHECKING:
    from gui.desk import Desk


def change(desk: "Desk", then: Callable[[], object] = lambda: None, **fields: Any) -> None:
    """Change fields of the settings, unless they already are so."""
    old = desk.house.settings.read()
    new = replace(old, **fields)
    if new == old:
        then()
    else:
        desk.do(lambda: desk.house.settings.change(new), then)


def add_backup_place(desk: "Desk", parent: QWidget) -> None:
    """Ask for a folder and declare it as a backup place."""
    dialog = QFileDialog(parent.window(), desk.say("settings.backup.choose"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda folder: declare_place(desk, folder))
    dialog.open()


def declare_place(desk: "Desk", folder: str) -> None:
    """Declare a folder as a backup place."""
    place = str(Path(folder))
    places = desk.house.settings.read().backup_places
    if folder and place not in places:
        change(desk, backup_places=(*places, place))


def remove_place(desk: "Desk", place: str) -> None:
    """Take a folder from the backup places; nothing in it is touched."""
    places = desk.house.settings.read().backup_places
    change(desk, backup_places=tuple(each for each in places if each != place))


def default(field: str) -> Any:
    """Return what a field is before anyone changed it."""
    return getattr(Settings(), field)
