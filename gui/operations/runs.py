"""What a person can do with runs: start, stop, save a report of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.desk import Desk

_LATEST = "latest"


def check_now(desk: Desk) -> None:
    """Run all checks, unless a run is going on."""
    from core.model.request import RunRequest

    desk.runs.start(RunRequest())


def check_raised(desk: Desk, parent: QWidget) -> None:
    """Say what Windows will ask; on yes run all checks, with an administrator reading the rest."""
    from core.model.request import RunRequest
    from gui.closing import ask

    question = desk.say("confirm.elevate.question")
    if ask(desk, parent.window(), question, "confirm.elevate.buttons", safe=0) == 0:
        desk.runs.start(RunRequest(raised=True))


def stop(desk: Desk) -> None:
    """Ask the run to stop."""
    desk.runs.stop()


def compare(desk: Desk, parent: QWidget) -> None:
    """Show what is different since an earlier run."""
    from gui.widgets.compare_dialog import CompareDialog

    CompareDialog(desk, parent.window()).open()


def choose_report(desk: Desk, parent: QWidget) -> None:
    """Ask for forms and folder of a report, then save it."""
    from gui.widgets.report_dialog import ReportDialog

    dialog = ReportDialog(desk, parent.window())
    dialog.accepted.connect(lambda: save_report(desk, dialog.formats(), dialog.folder()))
    dialog.open()


def save_report(desk: Desk, formats: Sequence[str], folder: Path) -> None:
    """Save the last run's report in some forms, and say where it is."""
    desk.memory.keep(report_formats=list(formats), report_folder=str(folder))
    desk.tell(desk.say("window.report.saving"))
    desk.ask(
        lambda: desk.house.reports.save(_LATEST, formats, folder),
        lambda paths: _saved(desk, paths, folder),
    )


def open_folder(folder: Path) -> None:
    """Show a folder in the desktop's own file viewer."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _saved(desk: Desk, paths: Sequence[Path], folder: Path) -> None:
    names = ", ".join(each.name for each in paths)
    desk.tell(desk.say("window.report.saved", file=names, folder=str(folder)))
