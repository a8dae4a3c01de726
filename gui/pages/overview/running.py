"""What the overview shows while a run goes on: the areas filling up, and what just came."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QBoxLayout, QListView, QVBoxLayout

from core.model.card import RunCard
from core.model.progress import Progress
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.models.progress import AreasModel, ArrivalsModel
from gui.pages.overview.content import Content
from gui.pages.overview.verdict import VerdictCard
from gui.widgets.card import Card
from gui.widgets.lists import dress_list
from gui.widgets.rows import AreaRows, ArrivalRows

_ARRIVALS = 430


class RunningContent(Content):
    """The old verdict stays, greyed; areas and results fill in below."""

    def __init__(self, desk: Desk, old: RunCard | None) -> None:
        """Show the run that is going on, with the steps it has made so far."""
        super().__init__()
        self._old = VerdictCard(desk, old, old=True) if old is not None else None
        self._areas = AreasModel(desk.house.checks.cards(), desk.words, self)
        self._arrivals = ArrivalsModel(desk.words, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if self._old is not None:
            column.addWidget(self._old)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        areas = QListView()
        areas.setItemDelegate(AreaRows(desk, areas))
        self._row.addWidget(_list_card(desk, "overview.areas", areas, self._areas), 1)
        arrivals = QListView()
        arrivals.setItemDelegate(ArrivalRows(desk, arrivals))
        self._right = _list_card(desk, "overview.arrivals", arrivals, self._arrivals)
        self._row.addWidget(self._right, 0)
        column.addLayout(self._row, 1)
        self._right.setMinimumWidth(desk.look.px(280))
        self.take(desk.runs.steps)

    def take(self, steps: Sequence[Progress]) -> None:
        """Show steps of the run."""
        self._areas.take(steps)
        self._arrivals.take(steps)

    def arrange(self, breadth: Breadth) -> None:
        """Put the lists under each other where the window is narrow."""
        narrow = breadth == Breadth.NARROW
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._right.setMinimumWidth(0 if narrow else 290)
        self._right.setMaximumWidth(16777215 if narrow else _ARRIVALS)
        if breadth == Breadth.WIDE:
            self._right.setMinimumWidth(_ARRIVALS)
        if self._old is not None:
            self._old.arrange(breadth)


def _list_card(desk: Desk, title: str, view: QListView, model: QAbstractItemModel) -> Card:
    card = Card(desk.look)
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 12, 1, 6)
    column.setSpacing(6)
    head = desk.text(title, Role.CARD)
    head.setContentsMargins(16, 0, 16, 0)
    column.addWidget(head)
    dress_list(view, desk.look)
    view.setModel(model)
    view.setSelectionMode(QListView.SelectionMode.NoSelection)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(desk.say(title))
    view.setMinimumHeight(desk.look.px(150))
    column.addWidget(view, 1)
    return card
