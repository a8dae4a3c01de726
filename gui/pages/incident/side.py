"""The side of an incident: when it was detected, how long is left, what comes next."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.model.incident import Deadline, Incident, SealKind, Stage, Tone
from core.model.moments import day_of
from gui.desk import Desk
from gui.look import Look, Role
from gui.operations import cases
from gui.operations import incidents as act
from gui.widgets.card import Card, Rule
from gui.widgets.flow import Flow, empty
from gui.widgets.text import Prose

_PAD = (16, 12, 16, 12)


class DetectedCard(Card):
    """When it was detected, to the minute, and who told of it; the ways to add to both."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        """Show the time of an incident."""
        super().__init__(desk.look)
        words = desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(*_PAD)
        column.setSpacing(3)
        change = desk.link(
            "incident.page.change", lambda: act.change_detected(desk, self, incident)
        )
        change.setAccessibleDescription(desk.say("incident.page.detected"))
        change.setEnabled(incident.is_open)
        head = QHBoxLayout()
        head.addWidget(desk.text("incident.page.detected", Role.NAME, wrap=False), 1)
        head.addWidget(change)
        column.addLayout(head)
        column.addWidget(Prose(words.time(incident.detected), desk.look, Role.VERDICT))
        day = desk.say(
            "incident.page.day",
            day=words.weekday(incident.detected),
            date=incident.detected,
            text=desk.house.lunar(day_of(incident.detected)),
        )
        column.addWidget(Prose(day, desk.look, Role.SMALL, desk.look.soft))
        for name, text in (("reporter", incident.reporter), ("url", incident.url)):
            if text:
                line = Prose(desk.say(f"incident.page.{name}", text=text), desk.look, Role.SMALL)
                # An address has no place to break: it must not widen the side.
                line.setMinimumWidth(1)
                line.setToolTip(text)
                column.addWidget(line)
        for seal in incident.seals:
            ink = desk.look.passed if seal.kind is SealKind.TRUSTED else desk.look.warn
            column.addWidget(Prose(cases.seal_told(desk, seal), desk.look, Role.SMALL_NAME, ink))
        self.notify = desk.link(
            "incident.page.notify", lambda: act.note_notification(desk, self, incident)
        )
        self.files = desk.link(
            "incident.page.notify_files", lambda: act.add_files(desk, self, incident)
        )
        ways = QWidget()
        flow = Flow(ways, across=12, down=3)
        for link in (self.notify, self.files):
            link.setEnabled(incident.is_open)
            flow.addWidget(link)
        column.addWidget(ways)


class ClocksCard(Card):
    """The deadlines, each in words, with a bar of how much of its time has gone."""

    def __init__(self, desk: Desk) -> None:
        """Start without deadlines."""
        super().__init__(desk.look)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*_PAD)
        self._column.setSpacing(3)

    def show_clocks(self, clocks: Sequence[Deadline]) -> None:
        """Show deadlines as they stand now."""
        desk = self._desk
        empty(self._column)
        self._column.addWidget(desk.text("incident.page.left", Role.NAME))
        for number, clock in enumerate(clocks):
            if number:
                self._column.addWidget(Rule(desk.look))
            self._column.addWidget(_ClockLines(desk, clock))


class _ClockLines(QWidget):
    """One deadline."""

    def __init__(self, desk: Desk, clock: Deadline) -> None:
        super().__init__()
        look, words = desk.look, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Prose(desk.say(f"incident.report.{clock.stage}"), look), 1)
        hours = desk.say("incident.page.hours", count=clock.hours)
        head.addWidget(Prose(hours, look, Role.SMALL, look.soft, wrap=False))
        column.addLayout(head)
        ink = {Tone.SOON: look.warn, Tone.OVER: look.fail, Tone.MET: look.passed}.get(
            clock.tone, look.warn if clock.tone is Tone.MET_LATE else look.text
        )
        minutes = abs(clock.left) // 60 * 60
        role = Role.CARD if clock.tone in (Tone.RUNNING, Tone.SOON) else Role.NAME
        if clock.tone is Tone.OVER:
            text = desk.say("incident.page.overdue", duration=minutes)
        elif clock.met:
            text = desk.say("incident.page.sent_at", time=clock.met, date=clock.met)
        else:
            text = words.span(minutes)
        column.addWidget(Prose(text, look, role, ink))
        if not clock.met:
            column.addWidget(_Gone(look, clock, ink))
        column.addWidget(Prose(self._below(desk, clock, minutes), look, Role.SMALL, look.soft))

    def _below(self, desk: Desk, clock: Deadline, minutes: int) -> str:
        if clock.tone is Tone.OVER:
            return desk.say("incident.page.overdue_do")
        if clock.tone is Tone.MET_LATE:
            return desk.say("incident.page.sent_late", duration=minutes)
        weekday = desk.words.weekday(clock.due)
        return desk.say("incident.page.by", time=clock.due, day=weekday, date=clock.due)


class _Gone(QFrame):
    """A thin bar: how much of the time has gone."""

    def __init__(self, look: Look, clock: Deadline, ink: str) -> None:
        super().__init__()
        self._look, self._ink = look, ink
        whole = clock.hours * 3600
        self._part = min(1.0, max(0.0, (whole - clock.left) / whole))
        self.setFixedHeight(look.px(5))

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(60, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the part that has gone."""
        painter, look = QPainter(self), self._look
        painter.fillRect(self.rect(), QColor(look.line))
        ink = look.accent if self._ink == look.text else self._ink
        gone = QRectF(0, 0, max(2.0, self.width() * self._part), self.height())
        painter.fillRect(gone, QColor(ink))


class StagesCard(Card):
    """What comes next: the stages of the playbook; the current one is marked."""

    chosen = Signal(int)

    def __init__(
        self, desk: Desk, incident: Incident, stages: Sequence[Stage], current: int
    ) -> None:
        """List stages; `current` is the place of the one shown."""
        super().__init__(desk.look)
        look = desk.look
        column = QVBoxLayout(self)
        column.setContentsMargins(*_PAD)
        column.setSpacing(4)
        column.addWidget(desk.text("incident.page.then", Role.NAME))
        for place, stage in enumerate(stages):
            title = desk.say(f"incident.stage.{stage.id}")
            link = desk.link(
                "incident.page.stage",
                lambda place=place: self.chosen.emit(place),  # type: ignore[misc]
                number=str(place + 1),
                title=title,
            )
            if place == current:
                link.setFont(look.font(Role.NAME))
            column.addWidget(link)
        if incident.saved:
            text = desk.say("incident.page.saved", time=incident.saved)
        else:
            text = desk.say("incident.page.stored")
        column.addSpacing(4)
        column.addWidget(Prose(text, look, Role.SMALL, look.soft))
        column.addStretch(1)
