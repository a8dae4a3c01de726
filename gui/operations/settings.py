"""What a person can do with settings: change them; every change takes effect at once."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from core.model.settings import Settings
from gui.desk import still_there

if TYPE_CHECKING:
    from core.model.change import Change
    from gui.desk import Desk


def change(
    desk: "Desk",
    then: Callable[[], object] = lambda: None,
    *,
    undoable: bool = True,
    **fields: Any,
) -> None:
    """Change fields of the settings, unless they already are so."""
    change_by(desk, lambda old: old._replace(**fields), then, undoable=undoable)


def change_by(
    desk: "Desk",
    make: Callable[[Settings], Settings],
    then: Callable[[], object] = lambda: None,
    *,
    undoable: bool = True,
) -> None:
    """Change the settings to what `make` makes of those in force when its turn comes.

    Two changes in quick succession both count: the second is made of what the first left.
    """

    def verb() -> "Change | None":
        old = desk.house.settings.read()
        new = make(old)
        return None if new == old else desk.house.settings.change(new)

    def done(change: "Change | None") -> None:
        if change is not None:
            desk.note(change if undoable else change._replace(undo=None))
        if still_there(then):
            then()

    desk.ask(verb, done)


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

    def with_place(old: Settings) -> Settings:
        known = old.backup_places
        return old if place in known else old._replace(backup_places=(*known, place))

    if folder:
        change_by(desk, with_place)


def remove_place(desk: "Desk", place: str) -> None:
    """Take a folder from the backup places; nothing in it is touched."""

    def without_place(old: Settings) -> Settings:
        return old._replace(
            backup_places=tuple(each for each in old.backup_places if each != place)
        )

    change_by(desk, without_place)


def default(field: str) -> Any:
    """Return what a field is before anyone changed it."""
    return getattr(Settings(), field)
