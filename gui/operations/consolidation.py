"""What a person can do with the board: take bundles in, decide what waits, export, remind."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.change import Change, Kind
from core.model.exchange import Fate, KeyScope, Why
from gui.operations.runs import open_folder
from gui.widgets.form_dialog import Ask, FormDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from core.model.board import Alarm, Board, HeldBack, Unit
    from core.model.exchange import FileResult
    from core.model.progress import Cancel
    from gui.desk import Desk
    from gui.worker import Job

IMPORT = "import"
"""The name of taking in, among the long work of the desk."""
EXPORTED = ("xlsx", "docx", "json")
_OFTEN = 0.1
_PASSED_OVER, _NAMED = (Fate.KNOWN, Fate.FOREIGN), 200
_CHANGED = Change(frozenset({Kind.RECEIVED}))


@dataclass(frozen=True, slots=True)
class Taken:
    """What one import came to: files by fate, and whether it was stopped.

    `passed` are the first of those that nothing is to be done about.
    """

    counted: Counter[Fate]
    passed: tuple[FileResult, ...]
    is_stopped: bool

    @property
    def passed_over(self) -> int:
        """Return how many there were that nothing is to be done about."""
        return sum(self.counted[each] for each in _PASSED_OVER)


def look(desk: Desk, then: Callable[[Board], object]) -> None:
    """Read the board."""
    desk.ask(desk.house.consolidation.board, then)


def take(desk: Desk, paths: Sequence[Path]) -> Job:
    """Take in folders and files; the job tells how many by fate, and comes to what was Taken."""

    def carry(job: Job) -> Taken:
        counted: Counter[Fate] = Counter()
        passed: list[FileResult] = []
        told = 0.0
        for result in _results(desk, paths, job.cancel):
            counted[result.fate] += 1
            if result.fate in _PASSED_OVER and len(passed) < _NAMED:
                passed.append(result)
            if time.monotonic() - told > _OFTEN:
                told = time.monotonic()
                job.tell(counted.copy())
        return Taken(counted, tuple(passed), job.cancel.requested)

    def done(taken: Taken) -> None:
        desk.note(_CHANGED)
        desk.tell(summary(desk, taken.counted, stopped=taken.is_stopped))

    def broke(error: BaseException) -> None:
        desk.note(_CHANGED)
        desk.trouble(error)

    return desk.work.begin(IMPORT, carry, done, broke)


def _results(desk: Desk, paths: Sequence[Path], cancel: Cancel) -> Iterator[FileResult]:
    for path in paths:
        if path.is_dir():
            yield from desk.house.consolidation.take_folder(path, cancel)
        elif not cancel.requested:
            yield desk.house.consolidation.take_file(path)


def summary(desk: Desk, counted: Counter[Fate], *, stopped: bool) -> str:
    """Say how many files there were, by what became of them."""
    parts = ", ".join(
        f"{desk.say(f'exchange.fates.{fate}')} {number}" for fate, number in sorted(counted.items())
    )
    key = "exchange.page.stopped" if stopped else "exchange.board.taken"
    return desk.say(key, count=sum(counted.values()), text=parts or "–")


def choose_folder(desk: Desk, parent: QWidget, then: Callable[[str], object]) -> None:
    """Ask for a folder with bundles."""
    from PySide6.QtWidgets import QFileDialog

    start = desk.memory.text("bundle_folder") or str(Path.home())
    dialog = QFileDialog(parent.window(), desk.say("exchange.page.import"), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.open()


def choose_units(desk: Desk, parent: QWidget) -> None:
    """Ask for a table of units, and take it in."""
    from PySide6.QtWidgets import QFileDialog

    name = desk.say("exchange.page.units_file") + " (*.csv *.txt)"
    dialog = QFileDialog(parent.window(), desk.say("exchange.page.units"), str(Path.home()), name)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

    def chosen(file: str) -> None:
        def done(taken: tuple[int, Sequence[FileResult]]) -> None:
            count, waited = taken
            told = [desk.say("exchange.units.taken", count=count)]
            if counted := sum(each.fate in (Fate.COUNTED, Fate.REPLACED) for each in waited):
                told.append(desk.say("exchange.units.counted", count=counted))
            desk.note(_CHANGED)
            desk.tell(" ".join(told))

        desk.ask(lambda: desk.house.consolidation.take_units(Path(file)), done)

    dialog.fileSelected.connect(chosen)
    dialog.open()


def export(desk: Desk, parent: QWidget, board: Board) -> None:
    """Ask for a folder, and write the board there for people and for programs."""
    from PySide6.QtWidgets import QFileDialog

    start = desk.memory.text("report_folder") or str(Path.home())
    dialog = QFileDialog(parent.window(), desk.say("exchange.page.export"), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def chosen(folder: str) -> None:
        desk.memory.keep(report_folder=folder)

        def done(files: tuple[Path, ...]) -> None:
            desk.tell(desk.say("exchange.page.exported", count=len(files), path=folder))
            open_folder(Path(folder))

        desk.ask(lambda: desk.house.board_papers.save(board, EXPORTED, Path(folder)), done)

    dialog.fileSelected.connect(chosen)
    dialog.open()


def copy_reminder(desk: Desk, board: Board) -> None:
    """Put the text to those who have not handed in on the clipboard."""
    text = desk.house.consolidation.reminder(board)
    if text:
        desk.copy(text)
    desk.tell(desk.say("exchange.page.copied" if text else "exchange.page.nobody"))


def show_machines(desk: Desk, parent: QWidget, unit: Unit | None = None) -> None:
    """Show the machines of a unit and what came of each, or find some."""
    from gui.widgets.machines_dialog import MachinesDialog

    MachinesDialog(desk, parent.window(), unit).open()


def begin_round(desk: Desk, parent: QWidget) -> None:
    """Ask for title, first day and deadline of a new round."""
    asks = [
        Ask(name="title", label="exchange.page.round_title", needed=True),
        Ask(name="since", label="exchange.page.round_since"),
        Ask(name="due", label="exchange.page.round_due"),
    ]
    dialog = FormDialog(
        desk,
        parent.window(),
        "exchange.page.round",
        asks,
        "exchange.page.round_note",
        yes="exchange.page.round_do",
    )

    def begin(said: dict[str, str]) -> Change:
        desk.house.consolidation.start_round(said["title"], said["since"], said["due"])
        return _CHANGED

    dialog.record(dialog.answers, begin)


def decide(desk: Desk, parent: QWidget, held: HeldBack) -> None:
    """Ask for what is needed before a file that waits may count."""
    if held.why is Why.UNSIGNED:
        _ask_unit(desk, parent, held)
    elif held.why is Why.KEY_UNKNOWN:
        _ask_fingerprint(desk, parent, held)
    else:
        desk.tell(desk.say(f"exchange.why.{held.why}"))


def drop(desk: Desk, held: HeldBack) -> None:
    """Refuse a file that waits."""

    def refuse() -> Change:
        _, change = desk.house.consolidation.drop(held.digest)
        return change

    desk.do(refuse, lambda: desk.tell(desk.say("exchange.waiting.dropped", file=held.file)))


def settle(desk: Desk, parent: QWidget, alarm: Alarm) -> None:
    """Ask who decided what about an alarm, and why."""
    asks = [
        Ask(name="who", label="exchange.page.decided_by", needed=True,
            value=desk.house.settings.read().keeper),
        Ask(name="why", label="exchange.page.reason", needed=True),
    ]  # fmt: skip
    dialog = FormDialog(
        desk,
        parent.window(),
        "exchange.page.settle",
        asks,
        f"exchange.alarm.{alarm.kind}",
        yes="buttons.save_plain",
    )

    def close(said: dict[str, str]) -> Change:
        desk.house.consolidation.settle(alarm.number, said["who"], said["why"])
        return _CHANGED

    dialog.record(dialog.answers, close)


def _ask_unit(desk: Desk, parent: QWidget, held: HeldBack) -> None:
    asks = [Ask(name="unit", label="exchange.page.unit", needed=True, value=held.unit)]
    dialog = FormDialog(
        desk,
        parent.window(),
        "exchange.page.accept",
        asks,
        "exchange.page.accept_note",
        yes="exchange.page.accept",
    )

    def count(said: dict[str, str]) -> Change:
        desk.house.consolidation.accept(held.digest, said["unit"])
        return _CHANGED

    dialog.record(dialog.answers, count)


def _ask_fingerprint(desk: Desk, parent: QWidget, held: HeldBack) -> None:
    scopes = (KeyScope.MACHINE, KeyScope.SWEEP)
    asks = [
        Ask(name="fingerprint", label="exchange.page.fingerprint", needed=True),
        Ask(name="owner", label="exchange.page.owner", needed=True),
        Ask(name="unit", label="exchange.page.unit", needed=True, value=held.unit),
        Ask(name="scope", label="exchange.page.scope", value=KeyScope.MACHINE.value,
            options=tuple((desk.say(f"exchange.scope.{each}"), each.value) for each in scopes)),
    ]  # fmt: skip
    dialog = FormDialog(
        desk,
        parent.window(),
        "exchange.page.confirm",
        asks,
        "exchange.page.confirm_note",
        yes="exchange.page.confirm",
    )

    def trust(said: dict[str, str]) -> Change:
        scope = KeyScope(said["scope"])
        desk.house.consolidation.enrol(
            held.key_text, said["fingerprint"], said["owner"], said["unit"], scope
        )
        return _CHANGED

    dialog.record(dialog.answers, trust)
