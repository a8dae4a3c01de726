"""The sweep page: the list of machines, which are missing, and the next one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from core.model.progress import Progress
from core.model.sweep import StickFindings, SweepStanding, SweepState
from gui.desk import Desk
from gui.look import Role
from gui.models.sweep import SweepModel
from gui.operations import sweep as act
from gui.pages.sweep.rows import Cells, SweepRows
from gui.widgets.card import Card
from gui.widgets.dropped import local_files
from gui.widgets.empty_state import EmptyState
from gui.widgets.flow import Flow
from gui.widgets.lists import dress_list
from gui.widgets.page_frame import PageFrame
from gui.widgets.text import Prose
from gui.worker import Job

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class SweepPage(PageFrame):
    """Many machines with one stick."""

    def __init__(self, desk: Desk) -> None:
        """Build the page; the folder of the last sweep is opened again where it is there."""
        super().__init__(desk, "pages.sweep.name")
        self.folder: Path | None = None
        self._job: Job | None = None
        self.verify = desk.link("sweep.page.verify", self._verify)
        self.seal = desk.link("sweep.page.seal", self._seal)
        self.check = desk.button("sweep.page.check_now", self._check, icon="refresh", primary=True)
        self.add_button(self.check)
        self.model = SweepModel(desk, self)
        self.list = QListView()
        self._going = Card(desk.look)
        self._step = Prose("", desk.look, Role.BODY, desk.look.soft)
        self._lay_out()
        self.setAcceptDrops(True)
        last = desk.memory.text("sweep_folder")
        self.folder = Path(last) if last and (Path(last) / "sweep.json").is_file() else None
        if going := desk.work.job(act.CHECK):
            self._follow(going)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Read the sweep anew."""
        is_open = self.folder is not None
        self._filled.setVisible(is_open)
        self._nothing.setVisible(not is_open)
        for each in (self.verify, self.seal, self.check):
            each.setEnabled(is_open and self._job is None)
        if self.folder is not None:
            act.look(self.desk, self.folder, self._show)

    def escape(self) -> bool:
        """Stop the check that is going on."""
        if self._job is None:
            return False
        self._job.cancel.request()
        return True

    def first_focus(self) -> QWidget:
        """Return the button with the next step."""
        return self.check if self.folder is not None else self.opening

    def regions(self) -> tuple[QWidget, ...]:
        """Return button and list."""
        return (self.check, self.list)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what has local files."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a folder that was dropped, or add the machines of a table."""
        for path in local_files(event.mimeData()):
            if path.is_dir():
                act.open_folder(self.desk, path, self.open_at)
            elif self.folder is not None:
                act.add_list(self.desk, self.folder, path, self.refresh)
        event.acceptProposedAction()

    def open_at(self, folder: Path) -> None:
        """Show the sweep of a folder."""
        self.folder = folder
        self.refresh()

    def _lay_out(self) -> None:
        desk = self.desk
        row = QHBoxLayout(self._going)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        self.stop = desk.button("overview.stop", self.escape, icon="player-stop").hint("Esc")
        row.addWidget(desk.text("overview.running", Role.CARD, wrap=False))
        row.addWidget(self._step, 1)
        row.addWidget(self.stop)
        self._going.hide()
        self.add_strip(self._going)
        dress_list(self.list, desk.look)
        self.list.setItemDelegate(SweepRows(desk, self.list))
        self.list.setModel(self.model)
        self.list.setMinimumHeight(desk.look.px(240))
        self.list.setAccessibleName(desk.say("pages.sweep.name"))
        self.cells = Cells(desk)
        self._count = Prose("", desk.look, Role.CARD, wrap=False)
        self._code = Prose("", desk.look, Role.SMALL, desk.look.soft).selectable()
        self._findings = Prose("", desk.look)
        self._findings.hide()
        head = QWidget()
        flow = Flow(head, across=16, down=6)
        for each in (
            self._count,
            self.cells,
            self.verify,
            self.seal,
            desk.link("sweep.page.list", self._choose_list),
            desk.link("sweep.page.open", self._choose),
        ):
            flow.addWidget(each)
        self._card = Card(desk.look)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self._none = EmptyState(desk, "device-desktop", "sweep.page.none_yet")
        self._none.hide()
        self._filled = QWidget()
        whole = QVBoxLayout(self._filled)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(head)
        whole.addWidget(self._findings)
        whole.addWidget(self._card, 1)
        whole.addWidget(self._none, 1)
        whole.addWidget(self._code)
        self.opening = desk.button("sweep.page.open", self._choose, icon="folder")
        self._nothing = EmptyState(desk, "device-usb", "sweep.page.empty", self.opening)
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self._nothing, 1)

    def _show(self, state: SweepState) -> None:
        done, total = state.count(SweepStanding.DONE), len(state.rows)
        self.model.put(state.rows)
        self._card.setVisible(bool(state.rows))
        self._none.setVisible(not state.rows)
        counted = self.desk.say("sweep.page.counted", done=done, total=total)
        self._count.setText(counted)
        self.cells.show_state(state, counted)
        self._code.setText(self.desk.say("sweep.code", text=state.code))
        self.soft(" · ".join(filter(None, (state.title, str(state.folder)))))

    def _choose(self) -> None:
        act.choose_folder(self.desk, self, self.open_at)

    def _choose_list(self) -> None:
        if self.folder is not None:
            act.choose_list(self.desk, self, self.folder, self.refresh)

    def _check(self) -> None:
        if self.folder is not None and self._job is None:
            act.check(self.desk, self, self.folder, self._follow)

    def _follow(self, job: Job) -> None:
        self._job = job
        job.came.connect(self._stepped)
        job.ended.connect(self._end)
        self._step.setText("")
        self._going.show()
        self.stop.setFocus()
        self.refresh()

    def _end(self) -> None:
        self._job = None
        self._going.hide()
        self.refresh()

    def _stepped(self, step: Progress) -> None:
        self._step.setText(self.desk.say("overview.of", done=step.done, total=step.total))

    def _verify(self) -> None:
        if self.folder is not None:
            act.verify(self.desk, self.folder, self._verified)

    def _verified(self, found: StickFindings) -> None:
        say = self.desk.say
        lines = [
            *(say("sweep.stick.changed", file=each) for each in found.changed),
            *(say("sweep.stick.gone", file=each) for each in found.gone),
            *(say("sweep.stick.foreign", file=each) for each in found.foreign),
            *(say("sweep.stick.program", file=each) for each in found.program),
        ]
        self._findings.setText("\n".join(lines))
        self._findings.ink(self.desk.look.fail)
        self._findings.setVisible(bool(lines))
        if not lines:
            self.desk.tell(say("sweep.stick.clean"))

    def _seal(self) -> None:
        if self.folder is not None:
            act.seal(self.desk, self.folder, self.refresh)
