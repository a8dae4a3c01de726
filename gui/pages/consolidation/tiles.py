"""Tiles: the four numbers that answer at once who handed in and how many machines were checked."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.model.board import Board, Standing
from core.model.outcome import Result
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.flow import empty
from gui.widgets.text import Prose

_SHAPE = 24


class Tiles(QWidget):
    """Four cards in a row, or two by two where there is less room."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self._desk = desk
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._cards: list[Card] = []

    def show_board(self, board: Board) -> None:
        """Show the numbers of a board."""
        say, total = self._desk.say, len(board.rows)
        done = board.count(Standing.HANDED_IN)
        number = self._desk.words.number
        rows: tuple[tuple[Result | None, str, str, str], ...] = (
            (Result.PASS, f"{done}/{total}", say("exchange.page.tile.handed_in"),
             f"{100 * done // total}%" if total else ""),
            (Result.UNKNOWN, number(board.count(Standing.WAITING)),
             say("exchange.page.tile.waiting"), ""),
            (Result.FAIL, number(board.count(Standing.OVERDUE)),
             say("exchange.page.tile.overdue"), ""),
            (None, number(board.checked), say("exchange.page.tile.machines"),
             say("exchange.page.tile.declared", count=board.declared)),
        )  # fmt: skip
        empty(self._grid)
        self._cards = [self._tile(*row) for row in rows]
        self.arrange(self._desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put the cards into as many columns as there is room for."""
        across = 2 if breadth == Breadth.NARROW else 4
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, at // across, at % across)

    def _tile(self, result: Result | None, number: str, word: str, more: str) -> Card:
        look = self._desk.look
        card = Card(look)
        card.setAccessibleName(" ".join(filter(None, (number, word, more))))
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(14)
        if result is None:
            picture = QLabel()
            size, ratio = look.px(_SHAPE), self.devicePixelRatioF()
            picture.setPixmap(self._desk.icons.pixmap("device-desktop", look.soft, size, ratio))
            row.addWidget(picture)
        else:
            row.addWidget(Shape(result, word, look, _SHAPE))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Prose(number, look, Role.PAGE, wrap=False))
        column.addWidget(Prose(word, look, Role.BODY))
        row.addLayout(column, 1)
        row.addWidget(Prose(more, look, Role.SMALL, look.soft))
        return card
