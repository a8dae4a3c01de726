"""Paper: the card with the first steps, to be read like a sheet on the wall."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.model.incident import CallTarget, Event, Incident, Stage, Step, StepKind, Trust
from core.model.result import Result
from gui.desk import Breadth, Desk
from gui.look import Look, Role
from gui.operations import incidents as act
from gui.widgets.badge import Shape
from gui.widgets.card import Rule
from gui.widgets.text import OneLine, Prose

_BAR, _NUMERAL, _ICON, _UNIT = 6, 42, 34, 300
_ONE_NUMBER = 16
"""Letters of a telephone number alone; whatever is written beside it goes on another line."""
TRUSTS = {
    Trust.VERIFIED: Result.PASS,
    Trust.AGED: Result.WARN,
    Trust.OLD: Result.FAIL,
    Trust.UNKNOWN: Result.UNKNOWN,
}


class Paper(QFrame):
    """A sheet: square corners, a thick bar on top."""

    def __init__(self, look: Look) -> None:
        """Draw an empty sheet."""
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw surface, outline and bar."""
        painter, look = QPainter(self), self._look
        painter.fillRect(self.rect(), QColor(look.card))
        painter.setPen(QPen(QColor(look.edge), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(0, 0, self.width(), _BAR, QColor(look.fail))


class _ThickRule(QFrame):
    """The line under the heading."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedHeight(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill itself with the ink of text."""
        QPainter(self).fillRect(self.rect(), QColor(self._look.text))


class StepsCard(Paper):
    """The steps of one stage; a step that was done shows when and by whom."""

    def __init__(
        self,
        desk: Desk,
        incident: Incident,
        stage: Stage,
        page: tuple[int, int],
        targets: Sequence[CallTarget],
    ) -> None:
        """Show a stage of an incident; `page` is its number among how many."""
        super().__init__(desk.look)
        self._desk, self._incident = desk, incident
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 18, 26, 16)
        column.setSpacing(0)
        column.addLayout(self._head(stage, page))
        column.addSpacing(8)
        column.addWidget(_ThickRule(desk.look))
        for number, step in enumerate(stage.steps, 1):
            if number > 1:
                column.addWidget(Rule(desk.look))
            column.addWidget(self._step(number, step))
            if step.kind is StepKind.CALL:
                column.addWidget(_Calls(desk, incident, targets))
        column.addStretch(1)

    def _head(self, stage: Stage, page: tuple[int, int]) -> QHBoxLayout:
        desk, look = self._desk, self._desk.look
        first = page[0] == 1
        title = desk.say("incident.page.first_head" if first else f"incident.stage.{stage.id}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Prose(title.upper(), look, Role.PAPER_HEAD))
        texts.addWidget(desk.text("incident.page.in_turn", Role.BODY, look.soft))
        policy = QSizePolicy.Policy.Preferred
        unit = OneLine(desk.house.settings.read().unit, look, Role.NAME, room=policy)
        unit.setMaximumWidth(look.px(_UNIT))
        unit.setAlignment(Qt.AlignmentFlag.AlignRight)
        count = desk.text(
            "incident.page.page_of",
            Role.SMALL,
            look.soft,
            wrap=False,
            number=str(page[0]),
            total=page[1],
        )
        right = QVBoxLayout()
        right.setSpacing(2)
        for each in (unit, count):
            right.addWidget(each, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addLayout(right)
        return row

    def _step(self, number: int, step: Step) -> QWidget:
        desk, look = self._desk, self._desk.look
        numeral = Prose(str(number), look, Role.NUMERAL, wrap=False)
        numeral.setFixedWidth(look.px(_NUMERAL))
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(desk.icons.pixmap(step.icon, look.text, look.px(_ICON), ratio))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(desk.text(f"incident.step.{step.id}.title", Role.PAPER_STEP))
        texts.addWidget(desk.text(f"incident.step.{step.id}.text", Role.BODY, look.soft))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(12)
        row.addWidget(numeral, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        done = self._incident.done.get(step.id)
        row.addWidget(self._done(done) if done else self._to_do(step))
        return line

    def _to_do(self, step: Step) -> QWidget:
        desk, incident = self._desk, self._incident
        asks = step.kind is StepKind.PASSWORD
        key = "incident.page.do_more" if asks else "incident.page.do"
        button = desk.button(key, lambda: act.do_step(desk, self, incident, step), icon="check")
        title = desk.say(f"incident.step.{step.id}.title")
        button.setAccessibleDescription(title)
        button.setObjectName(step.id)
        button.setEnabled(incident.is_open)
        if step.kind is not StepKind.EVIDENCE:
            return button
        add = desk.link("incident.page.evidence_add", lambda: act.add_files(desk, self, incident))
        add.setAccessibleDescription(title)
        add.setEnabled(incident.is_open)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(add)
        row.addWidget(button)
        return both

    def _done(self, done: Event) -> QWidget:
        desk, look = self._desk, self._desk.look
        mark = Shape(Result.PASS, desk.say("incident.page.do"), look, 18)
        text = desk.text(
            "incident.page.done",
            Role.BODY,
            look.passed,
            wrap=False,
            time=done.at,
            name=done.author,
        )
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(text)
        return both


class _Calls(QWidget):
    """The call list: whom, which number, how far it can be trusted, what came of the call.

    Old numbers are shown with what they are; nobody is left out.
    """

    def __init__(self, desk: Desk, incident: Incident, targets: Sequence[CallTarget]) -> None:
        super().__init__()
        self._desk, self._incident = desk, incident
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(desk.look.px(_NUMERAL), 0, 0, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(3, 2)
        if not targets:
            text = desk.text("incident.page.no_contacts", Role.BODY, desk.look.soft)
            self._grid.addWidget(text, 0, 0, 1, 5)
        for number, each in enumerate(targets):
            self._row(2 * number, each)
        other = desk.link(
            "incident.page.call_other", lambda: act.record_call(desk, self, incident, None)
        )
        other.setEnabled(incident.is_open)
        self._grid.addWidget(other, 2 * len(targets) + 1, 0)

    def _row(self, row: int, target: CallTarget) -> None:
        desk, look = self._desk, self._desk.look
        self._grid.addWidget(Rule(look), row, 0, 1, 5)
        who = QVBoxLayout()
        who.setSpacing(0)
        lines = [Prose(target.role or target.name, look, Role.NAME)]
        if target.role:
            lines.append(Prose(target.name, look, Role.SMALL, look.soft))
        for line in lines:
            # A word without an end must not push the number off the paper.
            line.setMinimumWidth(1)
            line.setToolTip(line.text())
            who.addWidget(line)
        self._grid.addLayout(who, row + 1, 0)
        wrap = len(target.phone) > _ONE_NUMBER
        phone = Prose(target.phone, look, Role.PAPER_STEP, wrap=wrap).selectable()
        self._grid.addWidget(phone, row + 1, 1)
        said, key = self._outcome(target)
        trust = self._trust(target)
        if desk.breadth == Breadth.WIDE:
            self._grid.addLayout(trust, row + 1, 2)
            self._grid.addWidget(said, row + 1, 3)
        else:
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addLayout(trust)
            both.addWidget(said)
            self._grid.addLayout(both, row + 1, 2, 1, 2)
        link = desk.link(key, lambda: act.record_call(desk, self, self._incident, target))
        link.setAccessibleDescription(target.role or target.name)
        link.setEnabled(self._incident.is_open)
        self._grid.addWidget(link, row + 1, 4, Qt.AlignmentFlag.AlignRight)

    def _trust(self, target: CallTarget) -> QHBoxLayout:
        desk, look = self._desk, self._desk.look
        result = TRUSTS[target.trust]
        word = desk.say(f"contacts.trust.{target.trust}")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        ink = look.ink(result).name()
        texts.addWidget(Prose(word, look, Role.SMALL_NAME, ink, wrap=False))
        if target.since:
            day = desk.words.date(target.since)
            texts.addWidget(Prose(day, look, Role.SMALL, look.soft, wrap=False))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Shape(result, word, look, 16))
        row.addLayout(texts)
        row.addStretch(1)
        return row

    def _outcome(self, target: CallTarget) -> tuple[QWidget, str]:
        """Return what came of the last call to somebody, and what can be done next."""
        desk, look = self._desk, self._desk.look
        wanted = {target.phone.strip()} - {""}
        names = {target.name, ", ".join(filter(None, (target.role, target.name)))}
        calls = [
            each
            for each in self._incident.of("call")
            if each.about.get("phone", "") in wanted or each.about.get("called", "") in names
        ]
        if not calls:
            old = target.trust in (Trust.OLD, Trust.AGED)
            text = desk.say("incident.page.try_first") if old else ""
            return Prose(text, look, Role.SMALL, look.soft), "incident.page.call_on"
        last = calls[-1]
        outcome = last.about.get("outcome", "")
        text = desk.say(
            "incident.page.called",
            time=last.at,
            text=desk.words.name(f"incident.outcome.{outcome}", outcome),
        )
        reached = outcome == "reached"
        ink = look.passed if reached else look.warn
        key = "incident.page.call_more" if reached else "incident.page.call_again"
        return Prose(text, look, Role.SMALL_NAME, ink), key
