"""What a person can do with the program's own backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.model.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.model.backup import BackupCard
    from core.model.change import Change
    from gui.desk import Desk


def show(desk: Desk, parent: QWidget) -> None:
    """Show the copies, to make one or to put one back."""
    from gui.widgets.backups_dialog import BackupsDialog

    BackupsDialog(desk, parent.window()).open()


def read(
    desk: Desk,
    then: Callable[[tuple[BackupCard, ...]], object],
    broke: Callable[[BaseException], object],
) -> None:
    """Look at every copy, away from the window's thread."""
    desk.errands.send(desk.house.backups.all, then, broke)


def make(
    desk: Desk, then: Callable[[BackupCard], object], broke: Callable[[BaseException], object]
) -> None:
    """Make a copy and verify it."""
    desk.errands.send(desk.house.backups.make, then, broke)


def make_if_due(desk: Desk) -> None:
    """Make a copy unless there is one of this day; what fails now is tried again later."""
    desk.work.send(desk.house.backups.make_if_due, lambda card: None, _told_later)


def restore(
    desk: Desk,
    file: Path,
    reason: str,
    then: Callable[[], object],
    broke: Callable[[BaseException], object],
) -> None:
    """Put a copy in the place of the book; every page is read anew."""

    def done(change: Change) -> None:
        desk.note(change)
        then()

    desk.errands.send(lambda: desk.house.backups.restore(file, reason), done, broke)


def _told_later(error: BaseException) -> None:
    """Leave what the person can mend for the next time; a fault of ours is told at once."""
    if not isinstance(error, KnownError):
        raise error
