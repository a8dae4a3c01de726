"""The board of units as a document: totals, units, common problems, weeks, what does not count."""

from collections.abc import Iterator

from core.model.board import Board, Standing, UnitRow
from core.model.card import VerdictKind
from core.model.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Holds,
    Paragraph,
    SignatureBlock,
    Signer,
    TableBlock,
)
from core.model.exchange import Fate
from core.model.settings import Settings
from core.report.official import GAP, ROMAN, head_of, sign_of
from core.words import Words, say_title

KIND = "board"

PAGE_ROWS = 400
"""Rows of a table on paper at most; a spreadsheet has them all."""

WORST = 10
"""Units that need help first, as many as are named."""


def build(board: Board, settings: Settings, words: Words, data: bytes, *, paper: bool) -> Document:
    """Return the board as a document; `data` is its machine-readable form, `paper` cuts tables."""
    return _BoardPaper(board, settings, words, paper).document(data)


class _BoardPaper:
    def __init__(self, board: Board, settings: Settings, words: Words, paper: bool) -> None:
        self._board = board
        self._settings = settings
        self._words = words
        self._most = PAGE_ROWS if paper else 10**9

    def document(self, data: bytes) -> Document:
        unit = self._settings.unit
        title = self._board.round.title
        return Document(
            kind=KIND,
            lang=self._words.lang,
            title=self._say("title"),
            subject=self._say("subject", title=title) if title else self._say("subject_plain"),
            head=head_of(
                self._settings, unit, self._say("number", gap=GAP, sign=sign_of(unit)), self._words
            ),
            blocks=(*self._parts(), self._signature()),
            footer=self._say("footer", time=self._board.now, date=self._board.now),
            date=self._board.now,
            about="tong-hop",
            data=data,
            landscape=True,
        )

    def _say(self, key: str, **args: str | int) -> str:
        return self._words.say(f"exchange.paper.{key}", args)

    def _parts(self) -> Iterator[Block]:
        parts = (
            ("totals", self._totals()),
            ("units", self._units()),
            ("worst", self._worst()),
            ("faults", self._faults()),
            ("weeks", self._weeks()),
            ("refused", self._refused()),
            ("alarms", self._alarms()),
        )
        filled = [(name, blocks) for name, made in parts if (blocks := tuple(made))]
        for number, (name, blocks) in zip(ROMAN, filled, strict=False):
            yield Heading(text=f"{number}. {self._say(f'part.{name}').upper()}")
            yield from blocks

    def _totals(self) -> Iterator[Block]:
        board = self._board
        yield Paragraph(
            text=self._say(
                "handed_in",
                count=board.count(Standing.HANDED_IN),
                total=len(board.rows),
            )
        )
        yield Paragraph(
            text=self._say(
                "missing",
                count=board.count(Standing.WAITING),
                seq=board.count(Standing.OVERDUE),
            )
        )
        verdicts = board.verdicts
        yield Paragraph(
            text=self._say(
                "machines",
                machines_checked=board.checked,
                machines_total=board.declared,
                **{kind.value: self._words.number(number) for kind, number in verdicts.items()},
            )
        )

    def _units(self) -> Iterator[Block]:
        rows = [*(self._row(each) for each in self._board.rows[: self._most])]
        yield TableBlock(
            caption=self._say("part.units"),
            columns=(
                Column(title=self._say("column.unit"), share=26),
                Column(title=self._say("column.standing"), share=12),
                Column(title=self._say("column.handed"), share=13, holds=Holds.MOMENT),
                self._number("checked"),
                self._number("declared"),
                *(self._number(kind.value) for kind in VerdictKind),
            ),
            rows=(*rows, self._sum()),
        )
        yield from self._cut(len(self._board.rows))

    def _number(self, name: str) -> Column:
        title = self._say(f"column.{name}")
        return Column(title=title, share=7, align=Align.RIGHT, holds=Holds.COUNT)

    def _row(self, row: UnitRow) -> tuple[str, ...]:
        declared = row.unit.machines
        return (
            row.unit.name,
            self._words.say(f"exchange.standing.{row.standing}"),
            row.handed,
            str(row.checked),
            "" if declared is None else str(declared),
            *(str(row.verdicts.get(kind, 0)) for kind in VerdictKind),
        )

    def _sum(self) -> tuple[str, ...]:
        board = self._board
        return (
            self._say("sum"),
            "",
            "",
            str(board.checked),
            str(board.declared),
            *(str(number) for number in board.verdicts.values()),
        )

    def _worst(self) -> Iterator[Block]:
        worst = self._board.worst(WORST)
        if not worst:
            return
        yield TableBlock(
            caption=self._say("part.worst"),
            columns=(
                Column(title=self._say("column.unit"), share=60),
                self._number("act_now"),
                self._number("checked"),
            ),
            rows=tuple((each.unit.name, str(each.act_now), str(each.checked)) for each in worst),
        )

    def _weeks(self) -> Iterator[Block]:
        weeks = self._board.weeks
        if not any(each.checked for each in weeks):
            return
        yield TableBlock(
            caption=self._say("part.weeks"),
            columns=(
                Column(title=self._say("column.week"), share=30, holds=Holds.DAY),
                self._number("checked"),
                *(self._number(kind.value) for kind in VerdictKind),
            ),
            rows=tuple(
                (
                    each.monday,
                    str(each.checked),
                    *(str(each.verdicts.get(kind, 0)) for kind in VerdictKind),
                )
                for each in weeks
            ),
        )

    def _faults(self) -> Iterator[Block]:
        if not self._board.faults:
            return
        yield TableBlock(
            caption=self._say("part.faults"),
            columns=(
                Column(title=self._say("column.check"), share=50),
                Column(title=self._say("column.result"), share=20),
                self._number("machines"),
                self._number("units"),
            ),
            rows=tuple(
                (
                    say_title(self._words, each.check),
                    self._words.say(f"common.result.{each.result}"),
                    str(each.machines),
                    str(each.units),
                )
                for each in self._board.faults
            ),
        )

    def _refused(self) -> Iterator[Block]:
        refused = self._board.refused
        if not refused:
            return
        yield TableBlock(
            caption=self._say("part.refused"),
            columns=(
                Column(title=self._say("column.file"), share=40),
                Column(title=self._say("column.reason"), share=60),
            ),
            rows=tuple(
                (
                    each.file,
                    self._words.say(f"exchange.why.{each.why}")
                    if each.why is not None
                    else self._words.say("exchange.paper.older", date=each.day)
                    if each.fate is Fate.OLDER
                    else "",
                )
                for each in refused[: self._most]
            ),
        )
        yield from self._cut(len(refused))

    def _alarms(self) -> Iterator[Block]:
        alarms = self._board.alarms
        if not alarms:
            return
        yield TableBlock(
            caption=self._say("part.alarms"),
            columns=(
                Column(title=self._say("column.what"), share=50),
                Column(title=self._say("column.machine"), share=20),
                Column(title=self._say("column.file"), share=30),
            ),
            rows=tuple(
                (self._words.say(f"exchange.alarm.{each.kind}"), each.machine, each.file)
                for each in alarms[: self._most]
            ),
        )

    def _cut(self, count: int) -> Iterator[Block]:
        if count > self._most:
            yield Paragraph(text=self._say("cut", count=count - self._most), style="note")

    def _signature(self) -> SignatureBlock:
        return SignatureBlock(
            signers=(
                Signer(role=self._say("maker")),
                Signer(role=self._say("leader")),
            )
        )
