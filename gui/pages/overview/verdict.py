"""The verdict card: verdict, coverage and trend of a run."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.card import RunCard, VerdictKind
from core.model.moments import from_text
from core.model.outcome import Result
from gui.desk import Breadth, Desk
from gui.look import RESULT_OF_VERDICT, Role
from gui.widgets.badge import Shape
from gui.widgets.bars import CoverageBar, TrendBars
from gui.widgets.card import Card, Rule
from gui.widgets.text import Prose

_ICON, _OLD_ICON = 56, 40
_COVERAGE, _TREND = 384, 214


def verdict_sentence(desk: Desk, run: RunCard) -> str:
    """Return what a verdict means here, with the number of items that gave no answer."""
    unread = run.counts.get(Result.UNKNOWN, 0)
    said = desk.say(
        f"common.verdict_sentence.{run.verdict}",
        count=run.urgent if run.verdict is VerdictKind.ACT_NOW else run.open_items,
        answered=run.answered,
        applicable=run.applicable,
    )
    return f"{said} {desk.say('overview.unread', count=unread)}" if unread else said


def coverage_text(desk: Desk, answered: int, applicable: int) -> str:
    """Return the coverage as numbers."""
    percent = 100 * answered // applicable if applicable else 0
    return desk.say(
        "common.coverage.short", answered=answered, applicable=applicable, percent=percent
    )


def last_run_text(desk: Desk, run: RunCard) -> str:
    """Return when the last run was and how long it took."""
    taken = from_text(run.ended) - from_text(run.started)
    return desk.say(
        "overview.last_run",
        ago=run.ended[:10] if _is_old(desk, run) else run.ended,
        time=run.ended,
        duration=int(taken.total_seconds()),
    )


def _is_old(desk: Desk, run: RunCard) -> bool:
    return (from_text(desk.now()) - from_text(run.ended)).days >= 1


class VerdictCard(Card):
    """The verdict of the last run; `old` greys it while a new run is going on.

    One that is not `stored` says so where others say when they were.
    """

    _told: Prose | None = None

    def __init__(self, desk: Desk, run: RunCard, *, old: bool = False, stored: bool = True) -> None:
        """Show a run."""
        super().__init__(desk.look)
        self._desk, self._run, self._old, self._stored = desk, run, old, stored
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        result = RESULT_OF_VERDICT[run.verdict]
        look = desk.look
        if old:
            self.bar(look.edge)
        else:
            alarm = run.verdict is VerdictKind.ACT_NOW and not look.no_fill
            self.bar(look.ink(result).name(), look.fail_tint if alarm else "")
        self._legend = QVBoxLayout()
        self._row.addWidget(self._verdict(result), 1)
        self._rules = [Rule(look, upright=True), Rule(look, upright=True)]
        self._coverage = self._coverage_part()
        self._row.addWidget(self._rules[0])
        self._row.addWidget(self._coverage)
        self._trend = QWidget()
        self.setAccessibleName(
            f"{desk.say(f'common.verdict.{run.verdict}')}. {verdict_sentence(desk, run)}"
        )

    def age(self) -> None:
        """Tell anew how long ago the run was."""
        if self._told is not None:
            self._told.setText(self._when())

    def add_legend(self) -> None:
        """Add what the bar of the coverage shows: a count for each result."""
        from gui.widgets.flow import Flow

        legend = Flow(across=12, down=3)
        for result in Result:
            legend.addWidget(self._count(result))
        self._legend.addLayout(legend)

    def add_trend(self, weeks: tuple[int | None, ...]) -> None:
        """Add the open items of the last weeks."""
        part = self._trend
        column = QVBoxLayout(part)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._desk.text("overview.trend", Role.NAME))
        none = self._desk.say("common.no_value")
        numbers = ", ".join(none if each is None else str(each) for each in weeks)
        spoken = self._desk.say("overview.trend_spoken", numbers=numbers)
        column.addWidget(TrendBars(weeks, self._desk.look, spoken), 1)
        self._row.addWidget(self._rules[1])
        self._row.addWidget(part)
        self.arrange(self._desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put coverage under the verdict where the window is narrow; drop the trend first."""
        narrow = breadth == Breadth.NARROW
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._rules[0].setVisible(not narrow)
        look = self._desk.look
        width = look.px(_COVERAGE if breadth == Breadth.WIDE else 300)
        self._coverage.setMinimumWidth(0 if narrow else width)
        self._coverage.setMaximumWidth(16777215 if narrow else width)
        wide = breadth == Breadth.WIDE and self._trend.layout() is not None
        self._rules[1].setVisible(wide)
        self._trend.setVisible(wide)
        self._trend.setFixedWidth(look.px(_TREND))

    def _verdict(self, result: Result) -> QWidget:
        desk, run = self._desk, self._run
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(30, 14, 20, 14)
        row.setSpacing(18)
        word = desk.say(f"common.verdict.{run.verdict}")
        size = _OLD_ICON if self._old else _ICON
        row.addWidget(Shape(result, word, desk.look, size))
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addStretch(1)
        for line in self._old_lines(word) if self._old else self._lines(word):
            column.addWidget(line)
        column.addStretch(1)
        row.addLayout(column, 1)
        return part

    def _lines(self, word: str) -> tuple[Prose, ...]:
        desk, run, look = self._desk, self._run, self._desk.look
        ink = look.ink(RESULT_OF_VERDICT[run.verdict]).name()
        place = " · ".join(each for each in (run.machine, run.place) if each)
        machine = desk.say("overview.machine", name=place)
        self._told = Prose(self._when(), look, Role.BODY, look.soft if self._stored else look.warn)
        return (
            Prose(word, look, Role.VERDICT, ink),
            Prose(verdict_sentence(desk, run), look, Role.LEAD),
            Prose(machine, look, Role.BODY, look.soft),
            self._told,
        )

    def _when(self) -> str:
        desk, run = self._desk, self._run
        if self._stored:
            return last_run_text(desk, run)
        return desk.say("overview.unstored_run", time=run.ended, date=run.ended)

    def _old_lines(self, word: str) -> tuple[Prose, ...]:
        desk, run, look = self._desk, self._run, self._desk.look
        ink = look.ink(RESULT_OF_VERDICT[run.verdict]).name()
        return (
            desk.text("overview.old_result", Role.SMALL, look.soft, time=run.ended, date=run.ended),
            Prose(word, look, Role.PAGE, ink),
            Prose(verdict_sentence(desk, run), look, Role.BODY, look.soft),
        )

    def _coverage_part(self) -> QWidget:
        desk, run, look = self._desk, self._run, self._desk.look
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(22, 14, 22, 14)
        column.setSpacing(6)
        head = QHBoxLayout()
        key = "overview.covered_before" if self._old else "overview.covered"
        head.addWidget(desk.text(key, Role.NAME), 1)
        covered = coverage_text(desk, run.answered, run.applicable)
        head.addWidget(Prose(covered, look, wrap=False))
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(CoverageBar(run.counts, look, covered))
        column.addLayout(self._legend)
        column.addStretch(1)
        return part

    def _count(self, result: Result) -> QWidget:
        desk, look = self._desk, self._desk.look
        word = desk.say(f"common.result.{result}")
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(Shape(result, word, look, 13))
        number = desk.words.number(self._run.counts.get(result, 0))
        row.addWidget(Prose(number, look, Role.SMALL_NAME, wrap=False))
        row.addWidget(Prose(word, look, Role.SMALL, wrap=False))
        return pair
