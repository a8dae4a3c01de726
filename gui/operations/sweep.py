"""What a person can do with a sweep: begin or go on, check the machine, look the stick over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.model.change import Change, Kind
from gui.desk import still_there
from gui.widgets.form_dialog import Ask, FormDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from core.model.sweep import StickFindings, SweepDone, SweepState
    from gui.desk import Desk
    from gui.worker import Job

CHECK = "sweep"
"""The name of a check of this machine, among the long work of the desk."""
_CHANGED = Change(frozenset({Kind.SWEEP, Kind.RUNS}))


def look(desk: Desk, folder: Path, then: Callable[[SweepState], object]) -> None:
    """Read how a sweep stands."""
    desk.ask(lambda: desk.house.sweep.state(folder), then)


def choose_folder(desk: Desk, parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for the folder of results; begin a sweep there, or go on with the one it holds."""
    from PySide6.QtWidgets import QFileDialog

    start = desk.memory.text("sweep_folder") or str(Path.home())
    dialog = QFileDialog(parent.window(), desk.say("sweep.page.open"), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    dialog.fileSelected.connect(lambda folder: open_folder(desk, Path(folder), then))
    dialog.open()


def open_folder(desk: Desk, folder: Path, then: Callable[[Path], object]) -> None:
    """Begin a sweep in a folder, or go on with the one it holds."""
    desk.memory.keep(sweep_folder=str(folder))
    desk.ask(lambda: desk.house.sweep.start(folder, ""), lambda state: then(state.folder))


def choose_list(desk: Desk, parent: QWidget, folder: Path, then: Callable[[], object]) -> None:
    """Ask for a table of machines, and add them to the list."""
    from PySide6.QtWidgets import QFileDialog

    name = desk.say("exchange.page.units_file") + " (*.csv *.txt)"
    dialog = QFileDialog(parent.window(), desk.say("sweep.page.list"), str(Path.home()), name)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

    dialog.fileSelected.connect(lambda file: add_list(desk, folder, Path(file), then))
    dialog.open()


def add_list(desk: Desk, folder: Path, file: Path, then: Callable[[], object]) -> None:
    """Add the machines of a table to the list of a sweep."""
    sweep = desk.house.sweep
    desk.ask(lambda: sweep.start(folder, "", sweep.read_machines(file)), lambda state: then())


def check(
    desk: Desk,
    parent: QWidget,
    folder: Path,
    then: Callable[[Job], object],
) -> None:
    """Ask for tag and place of this machine, then examine it and keep its result.

    `then` takes the job once it has begun.
    """
    settings = desk.house.settings.read()
    asks = [
        Ask(name="tag", label="sweep.page.tag", value=settings.asset_tag),
        Ask(name="place", label="sweep.page.place", value=settings.asset_place),
        Ask(name="unit", label="sweep.page.unit"),
    ]
    dialog = FormDialog(
        desk,
        parent.window(),
        "sweep.page.check",
        asks,
        "sweep.page.check_note",
        yes="sweep.page.check_now",
    )

    def accepted() -> None:
        said = dialog.answers()

        def examine(job: Job) -> SweepDone:
            done: SweepDone = desk.house.sweep.check(
                folder, said["tag"], said["place"], job.tell, job.cancel, unit=said["unit"]
            )
            return done

        def done(result: SweepDone) -> None:
            desk.note(_CHANGED)
            verdict = desk.say(f"common.verdict.{result.row.verdict}")
            desk.tell(desk.say("sweep.checked", name=result.row.tag, text=verdict))

        def broke(error: BaseException) -> None:
            desk.note(_CHANGED)
            desk.trouble(error)

        job = desk.work.begin(CHECK, examine, done, broke)
        if still_there(then):
            then(job)

    dialog.accepted.connect(accepted)
    dialog.open()


def verify(desk: Desk, folder: Path, then: Callable[[StickFindings], object]) -> None:
    """Look the stick over, which may be slow and large."""

    def done(found: StickFindings) -> None:
        if still_there(then):
            then(found)

    desk.work.send(lambda: desk.house.sweep.verify(folder), done, desk.trouble)


def seal(desk: Desk, folder: Path, then: Callable[[], object]) -> None:
    """Seal the results with the key of this account."""

    def done(count: int) -> None:
        desk.tell(desk.say("sweep.sealed", count=count))
        then()

    desk.ask(lambda: desk.house.sweep.seal(folder), done)
