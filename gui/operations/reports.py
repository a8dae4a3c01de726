"""What a person can do with documents: look at them, print them, save them to be sent."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.errors import Exit, KnownError
from core.model.paper import LATER
from gui.operations.runs import open_folder
from gui.told import typed_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from core.model.paper import Draft, Preview, Sending, Sent
    from core.model.signing import SignedFile
    from gui.desk import Desk

PAPER_DOTS = 300
"""Dots per inch on paper."""


def kinds(desk: Desk) -> dict[str, str]:
    """Return the names of the kinds of documents that there are now."""
    return {each.kind: each.name for each in desk.house.reports.kinds()}


def preview(
    desk: Desk, draft: Draft, dots_per_inch: float, then: Callable[[Preview], object]
) -> None:
    """Have the pages of a draft drawn."""
    desk.ask(lambda: desk.house.reports.preview(draft, dots_per_inch), then)


def keep(desk: Desk, draft: Draft, then: Callable[[object], object]) -> None:
    """Keep what was typed so far."""
    desk.ask(lambda: desk.house.reports.keep(draft), then)


def kept(desk: Desk, kind: str) -> Mapping[str, Any]:
    """Return what was typed before."""
    found: Mapping[str, Any] = desk.house.reports.kept(kind)
    return found


def save_to_send(desk: Desk, draft: Draft, folder: Path, then: Callable[[Sending], object]) -> None:
    """Write the folder that goes out."""
    values = draft.content if draft.content else None
    desk.tell(desk.say("reports.saving"))
    desk.ask(
        lambda: desk.house.reports.send(
            draft.run, folder, kind=draft.kind, values=values, level=draft.level
        ),
        then,
    )


def fill_sent(desk: Desk, parent: QWidget, row: Sent) -> None:
    """Ask for the number, the way and the receipt of what went out, and write them down."""
    from gui.widgets.form_dialog import Ask, FormDialog

    known = {name: getattr(row, name) for name in LATER}
    if row.received:
        known["received"] = f"{desk.words.time(row.received)} {typed_day(row.received)}"
    asks = [Ask(name=name, label=f"reports.fill.{name}", value=known[name]) for name in LATER]
    dialog = FormDialog(
        desk,
        parent.window(),
        "reports.fill.title",
        asks,
        "reports.fill.note",
        yes="buttons.save_plain",
    )
    dialog.record(dialog.answers, partial(desk.house.reports.fill_sent, row.number))


def show_folder(folder: Path) -> None:
    """Show a folder in the desktop's own viewer."""
    open_folder(folder)


def choose_folder(desk: Desk, parent: QWidget, start: str, then: Callable[[str], object]) -> None:
    """Ask for the folder under which a folder to be sent is made."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent.window(), desk.say("window.report.folder"), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.open()


def choose_printer(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Ask for a printer, then print a draft on it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent.window())
    dialog.accepted.connect(lambda: print_on(desk, printer, draft))
    dialog.setModal(True)
    dialog.show()


def print_on(desk: Desk, printer: QPrinter, draft: Draft) -> None:
    """Print the very pages of the preview, page by page as they lie."""
    desk.tell(desk.say("reports.printing"))
    preview(desk, draft, PAPER_DOTS, lambda drawn: _print(desk, printer, drawn))


def take_signed(
    desk: Desk,
    parent: QWidget,
    folder: Path,
    unsigned: Path,
    then: Callable[[SignedFile], object],
) -> None:
    """Ask for a file that was signed elsewhere, and take it in beside the unsigned one."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent.window(), desk.say("signing.page.which"), str(folder), "*.pdf")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(
        lambda name: desk.ask(
            lambda: desk.house.signing.take_in(Path(name), folder, unsigned), then
        )
    )
    dialog.open()


def _print(desk: Desk, printer: QPrinter, drawn: Preview) -> None:
    from PySide6.QtCore import QMarginsF, QRectF
    from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

    painter = QPainter()
    taken = 0
    for page in drawn.pages:
        image = QImage.fromData(page)
        lying = image.width() > image.height()
        ways = QPageLayout.Orientation
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            ways.Landscape if lying else ways.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
        layout.setMode(QPageLayout.Mode.FullPageMode)
        printer.setPageLayout(layout)
        printer.setFullPage(True)
        going = printer.newPage() if taken else painter.begin(printer)
        if not going:
            break
        painter.drawImage(QRectF(painter.viewport()), image)
        taken += 1
    ended = painter.isActive() and painter.end()
    if ended and taken == len(drawn.pages):
        desk.tell(desk.say("reports.printed", count=taken))
    else:
        refused = min(taken + 1, len(drawn.pages))
        desk.tell("")
        desk.trouble(KnownError("print_stopped", Exit.CANNOT_WRITE, number=refused))
