"""Next steps: at most three cards, each a fact, why it matters and how to mend it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.result import Finding, Result
from core.model.run import Run
from gui import told
from gui.desk import Desk
from gui.look import Look, Role
from gui.operations import findings as act
from gui.widgets.badge import Shape
from gui.widgets.card import Card
from gui.widgets.flow import Flow
from gui.widgets.text import Prose

AT_MOST = 3


def next_findings(run: Run) -> tuple[Finding, ...]:
    """Return what is to be done, worst first."""
    to_do = [each for each in run.findings if each.result in told.OPEN]
    to_do.sort(key=lambda each: (each.result is not Result.FAIL, -each.severity.rank))
    return tuple(to_do)


class _Numeral(QWidget):
    """A number in a ring."""

    def __init__(self, number: int, look: Look) -> None:
        super().__init__()
        self._number, self._look = number, look
        self.setFixedSize(look.px(25), look.px(25))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring and its number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(self._look.accent), 1.2))
        painter.drawEllipse(rect)
        painter.setFont(self._look.font(Role.NAME))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StepCard(Card):
    """One thing to do. The first is open; the others open on demand."""

    def __init__(self, desk: Desk, number: int, run: Run, finding: Finding, page: str) -> None:
        """Show a finding; `page` is the settings page of the system that mends it, or empty."""
        super().__init__(desk.look)
        self._desk, self._run, self._finding = desk, run, finding
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 13, 16, 13)
        row.setSpacing(12)
        row.addWidget(_Numeral(number, desk.look), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(5)
        self._column.addLayout(self._head())
        row.addLayout(self._column, 1)
        self._closed, self._opened = self._brief(), self._full()
        self._column.addWidget(self._closed)
        self._column.addWidget(self._opened)
        self._column.addLayout(self._actions(page))
        self._show_how(number == 1)
        self.setAccessibleName(told.title(desk.words, finding.check))

    def _head(self) -> QHBoxLayout:
        desk, finding, look = self._desk, self._finding, self._desk.look
        row = QHBoxLayout()
        row.setSpacing(9)
        word = desk.say(f"common.result.{finding.result}")
        row.addWidget(Shape(finding.result, word, look), 0, Qt.AlignmentFlag.AlignTop)
        said = told.sentence(desk.words, finding, desk.now()).removesuffix(".")
        row.addWidget(Prose(said, look, Role.CARD), 1)
        severity = desk.text(
            f"common.severity_of.{finding.severity}", Role.SMALL, look.soft, wrap=False
        )
        row.addWidget(severity, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _brief(self) -> QWidget:
        look = self._desk.look
        why = told.why_first(self._desk.words, self._finding.check)
        return Prose(why, look, Role.BODY, look.soft)

    def _full(self) -> QWidget:
        desk, look, words = self._desk, self._desk.look, self._desk.words
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        texts = (told.why_first(words, self._finding.check), told.how(words, self._finding))
        for line, (key, text) in enumerate(zip(("why", "how"), texts, strict=True)):
            label = desk.text(f"overview.{key}", Role.NAME, look.soft, wrap=False)
            grid.addWidget(label, line, 0, top)
            grid.addWidget(Prose(text, look), line, 1)
        return part

    def _actions(self, page: str) -> Flow:
        desk, run, finding = self._desk, self._run, self._finding
        flow = Flow(across=16, down=4)
        if act.can_open(page):
            flow.addWidget(
                desk.button("overview.open_page", lambda: act.open_page(page), icon="external-link")
            )
        self._more = (
            desk.link("overview.technician", lambda: act.ask_technician(desk, run, finding)),
            desk.link("overview.accept", lambda: act.accept_risk(desk, self, finding)),
        )
        for link in self._more:
            flow.addWidget(link)
        self._toggle = desk.link("overview.how", self._flip, icon="chevron-down")
        flow.addWidget(self._toggle)
        return flow

    def _flip(self) -> None:
        self._show_how(self._opened.isHidden())

    def _show_how(self, shown: bool) -> None:
        self._opened.setVisible(shown)
        self._closed.setVisible(not shown)
        for link in self._more:
            link.setVisible(shown)
        self._toggle.arrow("chevron-up" if shown else "chevron-down")
