"""What a person can do with data packs: look at them, take one in, go back to a built-in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.model.moments import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from core.model.change import Change
    from core.model.pack import PackCard, PackPreview, Reliance
    from gui.desk import Desk
    from gui.widgets.form_dialog import FormDialog
    from gui.widgets.pack_dialog import PackDialog

    Packs = tuple[tuple[PackCard, ...], Mapping[str, tuple[Reliance, ...]]]


def today(desk: Desk) -> str:
    """Return the day it is in Vietnam (ISO)."""
    return day_of(desk.now()).isoformat()


def look(
    desk: Desk,
    then: Callable[[Packs], object],
    broke: Callable[[BaseException], object],
) -> None:
    """Read every pack, and which checks rest on which, away from the window's thread."""

    def read() -> Packs:
        cards = desk.house.packs.cards(today(desk))
        return cards, desk.house.checks.relying(cards)

    desk.errands.send(read, then, broke)


def open_import(desk: Desk, parent: QWidget) -> PackDialog:
    """Show the dialog that takes a pack in, once its key is known or confirmed."""
    from gui.widgets.pack_dialog import PackDialog

    dialog = PackDialog(desk, parent.window())

    def bring(entered: tuple[Path, str, str]) -> Change:
        file, confirmed, owner = entered
        return desk.house.packs.bring(file, today(desk), confirmed=confirmed, owner=owner)

    def done() -> None:
        if desk.undo is None:  # the line of the undo says so otherwise
            desk.tell(desk.say("packs.taken"))

    dialog.record(dialog.entered, bring, done)
    return dialog


def choose_file(desk: Desk, parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for the file of a pack, at first where the last one was."""
    from PySide6.QtWidgets import QFileDialog

    start = desk.memory.text("pack_folder") or str(Path.home())
    title, names = desk.say("packs.bring.title"), desk.say("packs.bring.filter")
    dialog = QFileDialog(parent, title, start, names)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

    def chosen(file: str) -> None:
        desk.memory.keep(pack_folder=str(Path(file).parent))
        then(Path(file))

    dialog.fileSelected.connect(chosen)
    dialog.open()


def preview(
    desk: Desk,
    file: Path,
    then: Callable[[PackPreview], object],
    broke: Callable[[BaseException], object],
) -> None:
    """Look at what a pack would change, away from the window's thread."""
    desk.errands.send(lambda: desk.house.packs.preview(file, today(desk)), then, broke)


def revoke(desk: Desk, parent: QWidget) -> FormDialog:
    """Ask for the fingerprint of a key that was lost or stolen, and trust that key no more."""
    from gui.widgets.form_dialog import Ask, FormDialog

    asks = [Ask(name="fingerprint", label="packs.revoke.fingerprint", needed=True)]
    title, note = "packs.revoke.title", "packs.revoke.note"
    dialog = FormDialog(desk, parent.window(), title, asks, note, yes="packs.revoke.yes")

    def distrust(said: dict[str, str]) -> Change:
        return desk.house.packs.distrust(said["fingerprint"], today(desk))

    dialog.record(dialog.answers, distrust, lambda: desk.tell(desk.say("packs.revoke.done")))
    return dialog


def use_own(desk: Desk, pack_id: str) -> None:
    """Use the pack of the program again; it can be undone."""
    desk.do(lambda: desk.house.packs.set_aside(pack_id))
