"""The consolidation page: four numbers, every unit, and at the right what needs a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from core.model.board import Board, HeldBack, Standing, UnitRow
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.board import BoardModel
from gui.models.rows import VALUE
from gui.operations import consolidation as act
from gui.pages.consolidation.beside import Beside
from gui.pages.consolidation.head import BoardHead, Legend
from gui.pages.consolidation.rows import BoardRows
from gui.pages.consolidation.tiles import Tiles
from gui.widgets.card import Card
from gui.widgets.dropped import local_files
from gui.widgets.empty_state import EmptyState
from gui.widgets.fields import choice_field
from gui.widgets.flow import Flow
from gui.widgets.import_strip import ImportStrip
from gui.widgets.lists import dress_list
from gui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from gui.worker import Job

_RIGHT, _RIGHT_MEDIUM = 296, 260


class ConsolidationPage(PageFrame):
    """Who handed in, who did not, and how their machines are."""

    def __init__(self, desk: Desk) -> None:
        """Build the page with the board shown; folders and files may be dropped on it."""
        super().__init__(desk, "pages.consolidation.name")
        self.board: Board | None = None
        self._job: Job | None = None
        self.bring = desk.button(
            "exchange.page.import",
            lambda: act.choose_folder(desk, self, self._chosen),
            icon="folder",
        )
        self.remind = desk.button("exchange.page.remind", self._remind, icon="copy")
        self.out = desk.button(
            "exchange.page.export", self._export, icon="file-export", primary=True
        )
        for each in (self.bring, self.remind, self.out):
            self.add_button(each)
        self.strip = ImportStrip(desk)
        self.add_strip(self.strip)
        self.tiles = Tiles(desk)
        self.field = QLineEdit()
        self.model = BoardModel(desk, self)
        self.list = QListView()
        self.beside = Beside(desk, self._find)
        if going := desk.work.job(act.IMPORT):
            self._follow(going)
        self._lay_out()
        self.setAcceptDrops(True)
        self.field.textChanged.connect(self.model.search)
        self.list.activated.connect(self._open)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Read the board anew."""
        act.look(self.desk, self._show)

    def take(self, paths: Sequence[Path]) -> None:
        """Take in folders and files."""
        if self.strip.is_going or not paths:
            return
        self._follow(act.take(self.desk, paths))

    def escape(self) -> bool:
        """Stop taking files in."""
        going = self.strip.is_going
        self.strip.request_stop()
        return going

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what has local files."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        self.take(local_files(event.mimeData()))
        event.acceptProposedAction()

    def arrange(self, breadth: Breadth) -> None:
        """Put what stands beside the board below it where the window is narrow."""
        narrow, directions = breadth == Breadth.NARROW, QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        width = self.desk.look.px(_RIGHT if breadth == Breadth.WIDE else _RIGHT_MEDIUM)
        self.beside.setMinimumWidth(0 if narrow else width)
        self.beside.setMaximumWidth(16777215 if narrow else width)
        self.tiles.arrange(breadth)
        self._legend.setVisible(breadth == Breadth.WIDE)

    def search(self) -> None:
        """Go to the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def first_focus(self) -> QWidget:
        """Return the list, or what brings the first bundles."""
        return self.list if self.model.rowCount() else self.bring

    def regions(self) -> tuple[QWidget, ...]:
        """Return field and list."""
        return (self.field, self.list)

    def _lay_out(self) -> None:
        desk = self.desk
        self.field.setFont(desk.look.font(Role.BODY))
        self.field.setTextMargins(6, 0, 6, 0)
        self.field.setMinimumSize(QSize(desk.look.px(150), desk.look.px(30)))
        self.field.setPlaceholderText(desk.say("exchange.page.search"))
        self.field.setAccessibleName(desk.say("exchange.page.search"))
        options: list[tuple[str, object]] = [(desk.say("exchange.page.every_standing"), None)]
        options += [(desk.say(f"exchange.standing.{each}"), each) for each in Standing]
        self.standing = choice_field(desk, "exchange.page.standing", options, None, self._stand)
        self._legend = Legend(desk)
        dress_list(self.list, desk.look)
        self.list.setItemDelegate(BoardRows(desk, self.list))
        self.list.setModel(self.model)
        self.list.setMinimumHeight(desk.look.px(260))
        self.list.setAccessibleName(desk.say("pages.consolidation.name"))
        filters = QWidget()
        flow = Flow(filters, across=12, down=6)
        for each in (
            self.field,
            self.standing,
            desk.link("exchange.page.units", lambda: act.choose_units(desk, self)),
            desk.link("exchange.page.round", lambda: act.begin_round(desk, self)),
            desk.link("exchange.page.machine", lambda: act.show_machines(desk, self)),
            self._legend,
        ):
            flow.addWidget(each)
        card = Card(desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(BoardHead(desk))
        column.addWidget(self.list)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(filters)
        left.addWidget(card, 1)
        self._filled = QWidget()
        whole = QVBoxLayout(self._filled)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.tiles)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.beside)
        whole.addLayout(self._columns, 1)
        button = desk.button(
            "exchange.page.import",
            lambda: act.choose_folder(desk, self, self._chosen),
            icon="folder",
        )
        self._nothing = EmptyState(desk, "table", "exchange.page.empty", button)
        self._filled.hide()
        self.body.addWidget(self._filled, 1)
        self.body.addWidget(self._nothing, 1)

    def _show(self, board: Board) -> None:
        self.board = board
        found = bool(board.rows or board.received or board.refused)
        self._filled.setVisible(found)
        self._nothing.setVisible(not found)
        self.remind.setEnabled(found)
        self.out.setEnabled(found)
        self.tiles.show_board(board)
        self.model.put(board.rows)
        self.desk.ask(self.desk.house.consolidation.held_back, self._show_beside)
        title = board.round.title or self.desk.house.settings.read().unit
        due = self.desk.say("exchange.page.due", due=board.round.due) if board.round.due else ""
        self.soft(" · ".join(filter(None, (title, due))))

    def _show_beside(self, waiting: tuple[HeldBack, ...]) -> None:
        if self.board is not None:
            self.beside.show_board(self.board, waiting)

    def _follow(self, job: Job) -> None:
        self._job = job
        self.strip.follow(job)
        job.ended.connect(self._taken)

    def _taken(self) -> None:
        taken = self._job.value if self._job is not None else None
        if isinstance(taken, act.Taken):
            self.beside.note_taken(taken)
        self._job = None

    def _chosen(self, folder: str) -> None:
        self.desk.memory.keep(bundle_folder=folder)
        self.take([Path(folder)])

    def _open(self, index: QModelIndex) -> None:
        """Show the machines of the unit of a row."""
        row = index.data(VALUE)
        if isinstance(row, UnitRow):
            act.show_machines(self.desk, self, row.unit)

    def _find(self, name: str) -> None:
        """Show the row of a unit, and go there."""
        self.standing.setCurrentIndex(0)
        self.model.stand(None)
        self.field.setText(name)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand(self, standing: object) -> None:
        self.model.stand(standing if isinstance(standing, Standing) else None)

    def _remind(self) -> None:
        if self.board is not None:
            act.copy_reminder(self.desk, self.board)

    def _export(self) -> None:
        if self.board is not None:
            act.export(self.desk, self, self.board)
