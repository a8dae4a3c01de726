"""What a person can do with the duty book: write an entry, read older ones, verify it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.change import Change
from core.model.duty import Entry
from core.model.errors import Exit, KnownError
from core.model.exchange import Receipt
from core.model.log_state import LogExport, LogVerdict, SealState
from core.model.new_entry import NewEntry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.desk import Desk
    from gui.widgets.log_export_dialog import LogExportAsked

PAGE = 50
FOUND = 200

_NO_KEY, _IN_FILE = "none", "file-passphrase"
"""Places of a key, as `SealState` names them."""


def write_entry(desk: "Desk", new: NewEntry, then: Callable[[], object]) -> None:
    """Write an entry, then do something, such as clearing the field it came from."""
    desk.do(lambda: desk.house.duty.add_entry(new), then)


def read_older(desk: "Desk", before: int, then: Callable[[Sequence[Entry]], object]) -> None:
    """Read the page before an entry."""
    desk.ask(lambda: desk.house.duty.page(before=before, limit=PAGE), then)


def search(desk: "Desk", typed: str, then: Callable[[Sequence[Entry]], object]) -> None:
    """Find the newest entries that have every word typed."""
    desk.ask(lambda: desk.house.duty.search(typed, limit=FOUND), then)


def correct(desk: "Desk", parent: "QWidget", entry: Entry) -> None:
    """Ask what takes the place of an entry, and why; the entry itself stays."""
    from gui.widgets.correct_dialog import CorrectDialog

    dialog = CorrectDialog(desk, entry, parent.window())
    dialog.record(dialog.correction, desk.house.duty.correct)


def seal(desk: "Desk", parent: "QWidget") -> None:
    """Seal what is not sealed; ask for the passphrase of a closed key, or for a new one."""
    desk.ask(desk.house.duty.seal_state, lambda state: _seal(desk, parent, state))


def export(desk: "Desk", parent: "QWidget") -> None:
    """Ask for the days, the folder and the seal that the receiver holds, then export the book."""
    from gui.widgets.log_export_dialog import LogExportDialog

    dialog = LogExportDialog(desk, parent.window())

    def write(asked: "LogExportAsked") -> LogExport:
        made: LogExport = desk.house.duty.export(
            asked.folder, asked.since, asked.until, asked.held_content()
        )
        return made

    def done(made: LogExport) -> None:
        desk.memory.keep(report_folder=str(made.folder.parent))
        _exported(desk, made)

    dialog.ask(dialog.asked, write, done)


def save_paper(desk: "Desk", parent: "QWidget") -> None:
    """Ask for forms and folder, then write empty pages to be filled in by hand."""
    from gui.widgets.report_dialog import ReportDialog

    keys = ("pages.duty_book.paper", "pages.duty_book.paper_do")
    dialog = ReportDialog(desk, parent.window(), ("pdf", "docx"), *keys)

    def done() -> None:
        formats, folder = dialog.formats(), dialog.folder()
        desk.ask(
            lambda: desk.house.reports.save_paper_book(formats, folder),
            lambda paths: desk.tell(
                desk.say(
                    "window.report.saved",
                    file=", ".join(each.name for each in paths),
                    folder=str(folder),
                )
            ),
        )

    dialog.accepted.connect(done)
    dialog.open()


def save_file(desk: "Desk", parent: "QWidget", entry: Entry, number: int) -> None:
    """Ask for a folder and write a file of an entry (`number` from 1) into it."""
    from gui.operations.incidents import choose_folder

    def write(folder: Path) -> None:
        desk.memory.keep(report_folder=str(folder))
        desk.ask(
            lambda: desk.house.duty.save_attachment(entry.seq, number, folder),
            lambda path: desk.tell(
                desk.say("incident.page.written", file=path.name, folder=str(folder))
            ),
        )

    choose_folder(desk, parent, write)


def erase_file(desk: "Desk", parent: "QWidget", entry: Entry, number: int) -> None:
    """Ask why, then erase a file of an entry (`number` from 1) for good, leaving a trace."""
    from gui.widgets.form_dialog import Ask, FormDialog

    dialog = FormDialog(
        desk,
        parent.window(),
        "pages.duty_book.erase_file",
        [Ask(name="reason", label="pages.duty_book.erase_reason", needed=True)],
        said=desk.say("pages.duty_book.erase_note", file=entry.file_names[number - 1]),
        yes="pages.duty_book.erase_do",
    )
    dialog.record(
        dialog.answers,
        lambda said: desk.house.duty.erase_attachment(entry.seq, number, said["reason"]),
    )


def _seal(desk: "Desk", parent: "QWidget", state: SealState) -> None:
    from gui.widgets.form_dialog import Ask, FormDialog

    if not state.is_closed and state.place != _NO_KEY:
        desk.do(desk.house.duty.seal)
        return
    label, again = "pages.duty_book.passphrase", "pages.duty_book.passphrase_again"
    asks = [Ask(name="typed", label=label, needed=True, hidden=True)]
    title = "pages.duty_book.open_key"
    if not state.is_closed:
        title = "pages.duty_book.protect_key"
        asks.append(Ask(name="again", label=again, needed=True, hidden=True))
    dialog = FormDialog(desk, parent.window(), title, asks, f"{title}_note", yes=title)

    def unlock(said: dict[str, str]) -> Change:
        if said["typed"] != said.get("again", said["typed"]):
            raise KnownError("passphrases_differ", Exit.USAGE)
        verb = desk.house.duty.open_key if state.is_closed else desk.house.duty.protect_key
        done: Change = verb(said["typed"])
        return done

    dialog.record(dialog.answers, unlock)


def _exported(desk: "Desk", made: LogExport) -> None:
    desk.tell(
        desk.say(
            "pages.duty_book.exported" if made.is_sealed else "pages.duty_book.exported_unsealed",
            first=made.first,
            last=made.last,
            folder=str(made.folder),
        )
    )


def rotate_key(desk: "Desk", parent: "QWidget") -> None:
    """Ask why, and for the passphrase where there is one, then take a new key into use."""
    desk.ask(desk.house.duty.seal_state, lambda state: _rotate(desk, parent, state))


def _rotate(desk: "Desk", parent: "QWidget", state: SealState) -> None:
    from gui.widgets.form_dialog import Ask, FormDialog

    asks = [Ask(name="reason", label="pages.duty_book.rotate_reason", needed=True)]
    if state.place == _IN_FILE:
        label = "pages.duty_book.passphrase"
        asks.append(Ask(name="typed", label=label, needed=True, hidden=True))
    title = "pages.duty_book.rotate"
    dialog = FormDialog(desk, parent.window(), title, asks, "pages.duty_book.rotate_note")

    def change(said: dict[str, str]) -> Change:
        typed = said.get("typed", "")
        if state.is_closed:
            desk.house.duty.open_key(typed)
        done: Change = desk.house.duty.rotate_key(said["reason"], typed)
        return done

    dialog.record(dialog.answers, change)


def choose_receipt(desk: "Desk", parent: "QWidget") -> None:
    """Ask for the receipt that came back from the office above, and take it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent.window(), desk.say("exchange.receipt.choose"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(desk.say("exchange.receipt.filter"))
    dialog.fileSelected.connect(lambda name: take_receipt(desk, Path(name)))
    dialog.open()


def take_receipt(desk: "Desk", path: Path) -> None:
    """Take a receipt of the office above: the book says what it received."""

    def done(answer: tuple[Receipt, Change]) -> None:
        receipt, change = answer
        desk.note(change)
        desk.tell(desk.say("exchange.receipt.taken", to=receipt.at, name=receipt.receiver))

    desk.errands.send(lambda: desk.house.bundles.take_receipt(path), done, desk.trouble)


def verify(desk: "Desk", then: Callable[[LogVerdict], object]) -> None:
    """Verify the chain of the book."""
    desk.ask(desk.house.duty.verify, then)


def seal_if_due(desk: "Desk") -> None:
    """Seal what has waited for its seal too long; what fails now is tried again the next time."""

    def done(change: Change) -> None:
        if change.kinds:
            desk.changed.emit(change)

    desk.errands.send(lambda: desk.house.duty.seal(if_due=True), done, lambda error: None)
