"""The start of an incident: which kind it is; and those that run or are over."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.incident import Incident
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.pages.incident.tiles import Tile
from gui.widgets.card import Card, Rule
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_PAST = 8


class StartPanel(QWidget):
    """Which kind is it? `chosen` carries a playbook, `wanted` the id of an incident to show."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Offer every kind."""
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._running = QVBoxLayout()
        self._running.setSpacing(12)
        column.addLayout(self._running)
        column.addWidget(desk.text("incident.page.which", Role.CARD))
        column.addWidget(desk.text("incident.page.which_help", Role.BODY, desk.look.soft))
        self.tiles = {each.id: Tile(desk, each) for each in desk.house.incidents.playbooks()}
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        for name, tile in self.tiles.items():
            tile.setObjectName(name)
            tile.clicked.connect(lambda checked=False, name=name: self.chosen.emit(name))
        column.addLayout(self._grid)
        self._past = QVBoxLayout()
        self._past.setSpacing(12)
        column.addLayout(self._past)
        column.addStretch(1)
        self.arrange(desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put the kinds on two columns where there is room."""
        across = 1 if breadth == Breadth.NARROW else 2
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // across, place % across)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < across))

    def show_incidents(self, incidents: Sequence[Incident]) -> None:
        """List those that run above, those that are over below."""
        for layout in (self._running, self._past):
            empty(layout)
        running = [each for each in incidents if each.is_open]
        past = [each for each in incidents if not each.is_open][:_PAST]
        if running:
            self._running.addWidget(self._card("incident.page.running", running))
        if past:
            self._past.addWidget(self._card("incident.page.past", past))

    def _card(self, title: str, incidents: Sequence[Incident]) -> Card:
        desk, look = self._desk, self._desk.look
        card = Card(look)
        if incidents[0].is_open:
            card.bar(look.fail)
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(6)
        column.addWidget(desk.text(title, Role.CARD))
        for each in incidents:
            column.addWidget(Rule(look))
            row = QHBoxLayout()
            name = desk.words.name(f"incident.kind.{each.playbook}.name", each.playbook)
            line = desk.say("incident.page.list_line", code=each.code, title=name)
            row.addWidget(Prose(line, look, Role.NAME), 1)
            found = desk.say("incident.show.detected", t0=each.detected)
            row.addWidget(Prose(found, look, Role.SMALL, look.soft))
            link = desk.link(
                "incident.page.open",
                lambda each=each: self.wanted.emit(each.id),  # type: ignore[misc]
            )
            link.setAccessibleDescription(line)
            row.addWidget(link)
            column.addLayout(row)
        return card
