"""The overview page: verdict, next steps, and the run while it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.errors import UnstoredError
from core.model.moments import day_of, days_between, from_text
from core.model.outcome import Result
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.operations import runs as act
from gui.pages.overview.content import Content
from gui.pages.overview.verdict import VerdictCard, coverage_text
from gui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from core.model.card import RunCard
    from core.model.change import Change
    from core.model.progress import Progress
    from core.model.run import Run
    from gui.widgets.progress_strip import ProgressStrip

_RIGHT = 384
_RIGHT_MEDIUM = 290
_OLD_DAYS = 7


class OverviewPage(PageFrame):
    """Answers first — how is this machine — and explains on demand."""

    def __init__(self, desk: Desk) -> None:
        """Build the page; the parts that need more than the last run come after the first paint."""
        super().__init__(desk, "pages.overview.name")
        self._content: Content | None = None
        self._unstored: UnstoredError | None = None
        self._save = desk.button(
            "window.report.save", lambda: act.choose_report(desk, self), icon="file-export"
        ).hint("Ctrl+S")
        self.check = desk.button(
            "overview.check", lambda: act.check_now(desk), icon="refresh", primary=True
        ).hint("F5")
        self.add_button(self._save)
        self.add_button(self.check)
        self.strip: ProgressStrip | None = None
        desk.runs.began.connect(self._began)
        desk.runs.stepped.connect(self._stepped)
        desk.runs.ended.connect(self._ended)
        desk.runs.broke.connect(self._broke)
        desk.aged.connect(self._age)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Show the last run, or the one that is going on."""
        desk, now = self.desk, self.desk.now()
        self.soft(", ".join((desk.words.weekday(now), desk.words.date(now))))
        desk.later(self._add_lunar_day)
        run = desk.card()
        going = desk.runs.running
        self.check.setEnabled(not going)
        self._save.setEnabled(run is not None and not going and self._unstored is None)
        if going:
            self._show_running(run)
        else:
            self._show_content(run)

    def _age(self) -> None:
        if self._content is not None:
            self._content.age()

    def _add_lunar_day(self) -> None:
        desk, now = self.desk, self.desk.now()
        day = ", ".join((desk.words.weekday(now), desk.words.date(now)))
        self.soft(f"{day} · {desk.house.lunar(day_of(now))}")

    def arrange(self, breadth: Breadth) -> None:
        """Suit the room there is."""
        if self._content is not None:
            self._content.arrange(breadth)

    def escape(self) -> bool:
        """Stop the run that is going on."""
        going = self.desk.runs.running
        if going:
            act.stop(self.desk)
        return going

    def regions(self) -> tuple[QWidget, ...]:
        """Return the button that the page is about."""
        if self.strip is not None and self.desk.runs.running:
            return (self.strip.stop,)
        return (self.check,)

    def _show_content(self, run: RunCard | None) -> None:
        content: Content
        if self._unstored is not None:
            content = _LastRun(self.desk, self._unstored.card, self._unstored.run)
        else:
            content = _Empty(self.desk) if run is None else _LastRun(self.desk, run)
        self._replace(content)
        if isinstance(content, _LastRun):
            self.desk.later(self._complete)

    def _show_running(self, old: RunCard | None) -> None:
        from gui.pages.overview.running import RunningContent
        from gui.widgets.progress_strip import ProgressStrip

        if self.strip is None:
            self.strip = ProgressStrip(self.desk)
            self.add_strip(self.strip)
            self.strip.show()
        self._replace(RunningContent(self.desk, old))

    def _complete(self) -> None:
        if isinstance(self._content, _LastRun):
            self._content.complete()

    def _replace(self, content: Content) -> None:
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.body.addWidget(content, 1)
        self.arrange(self.desk.breadth)

    def _began(self) -> None:
        self._unstored = None
        self.refresh()
        if self.strip is not None:
            self.strip.stop.setFocus()

    def _stepped(self, steps: Sequence[Progress]) -> None:
        from gui.pages.overview.running import RunningContent

        if isinstance(self._content, RunningContent):
            self._content.take(steps)

    def _broke(self, error: BaseException) -> None:
        """Show what a run came to that the store refused; it is nowhere else."""
        self._unstored = error if isinstance(error, UnstoredError) else None
        self.refresh()

    def _ended(self, run: Run, change: Change) -> None:
        desk = self.desk
        self.refresh()
        if desk.runs.asked_to_stop:
            answered = sum(str(each.reason) != "cancelled" for each in run.findings)
            text = desk.say("overview.progress.stopped", done=answered, total=len(run.findings))
        else:
            taken = from_text(run.ended) - from_text(run.started)
            text = desk.say(
                "overview.progress.done",
                duration=int(taken.total_seconds()),
                verdict=desk.say(f"common.verdict.{run.verdict}"),
                coverage=coverage_text(desk, run.coverage.answered, run.coverage.applicable),
            )
        desk.tell(text)
        if self.isVisible():
            self.setFocus()


class _Empty(Content):
    """Before the first run."""

    def __init__(self, desk: Desk) -> None:
        from gui.widgets.empty_state import EmptyState

        super().__init__()
        column = QVBoxLayout(self)
        button = desk.button("overview.check", lambda: act.check_now(desk), icon="refresh")
        column.addWidget(EmptyState(desk, "clipboard-check", "overview.never_run", button), 1)


class _LastRun(Content):
    """The last run: verdict above, next steps at the left, the rest at the right.

    One that is not stored is given whole, and shows all its steps: no other page has them.
    """

    def __init__(self, desk: Desk, card: RunCard, unstored: Run | None = None) -> None:
        super().__init__()
        self._desk, self._whole, self._unstored = desk, False, unstored
        self._verdict = VerdictCard(desk, card, stored=unstored is None)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._left, self._right = QVBoxLayout(), QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._verdict)
        column.addLayout(self._columns, 1)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._right, 0)
        self._left.setSpacing(12)

    def age(self) -> None:
        """Tell anew how long ago the run was."""
        self._verdict.age()

    def complete(self) -> None:
        """Add once what the first paint need not wait for."""
        run = self._unstored or self._desk.latest()
        if self._whole or run is None:
            return
        self._whole = True
        self._verdict.add_legend()
        self._verdict.add_trend(self._desk.house.checks.trend())
        self._fill_left(run)
        self._fill_right(run)
        self.arrange(self._desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put the columns under each other where the window is narrow."""
        narrow = breadth == Breadth.NARROW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        width = self._desk.look.px(_RIGHT if breadth == Breadth.WIDE else _RIGHT_MEDIUM)
        self._right.setMinimumWidth(0 if narrow else width)
        self._right.setMaximumWidth(16777215 if narrow else width)
        self._verdict.arrange(breadth)

    def _fill_left(self, run: Run) -> None:
        from core.model.profile import Profile
        from gui.pages.overview.steps import AT_MOST, StepCard, next_findings

        desk = self._desk
        to_do = next_findings(run)
        head = QHBoxLayout()
        head.addWidget(desk.text("overview.next", Role.CARD), 1)
        if self._unstored is None:
            see_all = desk.link(
                "overview.see_all",
                lambda: desk.turned.emit("checks"),
                icon="chevron-right",
                count=len(run.findings),
            )
            head.addWidget(see_all)
        self._left.addLayout(head)
        self._add_age(run.ended)
        pages = {each.id: each.page for each in desk.house.checks.cards()}
        shown = to_do[:AT_MOST] if self._unstored is None else to_do
        for number, finding in enumerate(shown, 1):
            page = pages.get(finding.check, "")
            self._left.addWidget(StepCard(desk, number, run, finding, page))
        more = len(to_do) - len(shown)
        if more > 0:
            self._left.addWidget(
                desk.text("overview.more_steps", Role.BODY, desk.look.soft, count=more)
            )
        if not to_do:
            peak = run.profile is Profile.PEAK
            clear = "overview.peak_clear" if peak else "overview.nothing_to_do"
            self._left.addWidget(desk.text(clear))
        self._left.addStretch(1)

    def _add_age(self, ended: str) -> None:
        days = days_between(ended, self._desk.now())
        if days >= _OLD_DAYS:
            self._left.addWidget(
                self._desk.text("overview.old_run", Role.BODY, self._desk.look.warn, days=days)
            )

    def _fill_right(self, run: Run) -> None:
        from gui.pages.overview.cards import DUTY_LINES, DutyCard, UnreadCard

        desk = self._desk
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        unread = [each for each in run.findings if each.result is Result.UNKNOWN]
        if unread:
            column.addWidget(UnreadCard(desk, run, unread))
        column.addWidget(DutyCard(desk, desk.house.duty.page(limit=DUTY_LINES)))
        column.addStretch(1)
