"""Evidence panel: one finding with why it matters, how to mend it, and what was read."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from core.model.result import Evidence, Finding, Result
from core.model.run import Run
from gui import told
from gui.desk import Desk
from gui.look import Role
from gui.operations import findings as act
from gui.widgets.badge import Badge
from gui.widgets.card import Card
from gui.widgets.flow import Flow
from gui.widgets.scroll import InnerScroll
from gui.widgets.text import Prose

_SEPARATOR = re.compile(r"[/\\]|[._](?=\w{3})")


class EvidencePanel(Card):
    """Shows one finding; everything in it can be selected and copied."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__(desk.look)
        self._desk = desk
        self._finding: Finding | None = None
        self._area = InnerScroll(desk.look, desk.say("pages.checks.evidence"))
        self._details_open = False
        self.back = desk.link("pages.checks.back", lambda: None)
        self._details = desk.link("pages.checks.details", self._flip, icon="chevron-right")
        self._copy = desk.button("buttons.copy_plain", self._copy_all, icon="copy")
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 4, 18, 10)
        foot.addWidget(self._details)
        foot.addStretch(1)
        foot.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.back)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.setAccessibleName(desk.say("pages.checks.evidence"))
        self._run: Run | None = None
        self._page = ""

    def show_finding(self, run: Run, finding: Finding | None, page: str) -> None:
        """Show a finding of a run; `page` is the settings page that mends it."""
        self._run, self._finding, self._page = run, finding, page
        self._rebuild()

    def as_text(self) -> str:
        """Return everything shown as lines of text."""
        desk, finding = self._desk, self._finding
        if finding is None:
            return ""
        head = desk.say(
            "pages.checks.copied_head",
            title=told.title(desk.words, finding.check),
            id=finding.check,
            result=desk.say(f"common.result.{finding.result}"),
        )
        lines = [head, told.sentence(desk.words, finding, desk.now())]
        lines += [f"{label}: {value}" for label, value in self._pairs(finding)]
        lines += self._detail_lines(finding)
        return "\n".join(lines)

    def _copy_all(self) -> None:
        self._desk.copy(self.as_text())

    def _flip(self) -> None:
        self._details_open = not self._details_open
        self._details.arrow("chevron-down" if self._details_open else "chevron-right")
        self._rebuild()

    def _rebuild(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 6, 18, 6)
        column.setSpacing(6)
        shown = self._finding is not None and self._run is not None
        self._details.setVisible(shown)
        self._copy.setVisible(shown)
        if self._finding is not None and self._run is not None:
            self._fill(column, self._run, self._finding)
        column.addStretch(1)
        self._area.hold(inner)

    def _fill(self, column: QVBoxLayout, run: Run, finding: Finding) -> None:
        desk, look, words = self._desk, self._desk.look, self._desk.words
        column.addLayout(self._head(finding))
        column.addWidget(Prose(told.title(words, finding.check), look, Role.CARD).selectable())
        found = told.sentence(words, finding, desk.now())
        column.addWidget(Prose(found, look, Role.BODY, look.soft).selectable())
        self._add_waiver(column, run, finding)
        why = told.why(words, finding.check)
        if why:
            self._part(column, "overview.why", why)
        self._add_how(column, run, finding)
        column.addSpacing(2)
        column.addWidget(desk.text("pages.checks.evidence", Role.SMALL_NAME, look.soft))
        column.addLayout(self._grid(self._pairs(finding)))
        if self._details_open:
            for line in self._detail_lines(finding):
                column.addWidget(Prose(line, look, Role.SMALL, look.soft).selectable())

    def _head(self, finding: Finding) -> Flow:
        desk, look = self._desk, self._desk.look
        row = Flow(across=10, down=4)
        row.addWidget(Badge(finding.result, desk.say(f"common.result.{finding.result}"), look))
        severity = f"common.severity_of.{finding.severity}"
        row.addWidget(desk.text(severity, Role.SMALL, look.soft, wrap=False))
        row.addWidget(Prose(finding.check, look, Role.SMALL, look.soft, wrap=False).selectable())
        return row

    def _add_waiver(self, column: QVBoxLayout, run: Run, finding: Finding) -> None:
        waivers = (each for each in run.waivers if each.check == finding.check)
        for waiver in waivers:
            until = self._desk.say("common.waived.until", date=waiver.until, name=waiver.who)
            look = self._desk.look
            column.addWidget(Prose(f"{until}\n{waiver.why}", look).selectable())

    def _add_how(self, column: QVBoxLayout, run: Run, finding: Finding) -> None:
        desk = self._desk
        if finding.result not in (*told.OPEN, Result.UNKNOWN):
            return
        self._part(column, "overview.how", told.how(desk.words, finding))
        steps = told.steps_for(desk.words, finding, told.TECHNICIAN)
        if steps and self._details_open:
            self._part(column, "pages.checks.for_technician", told.numbered(steps))
        flow = Flow(across=14, down=4)
        page = self._page
        if act.can_open(page):
            flow.addWidget(
                desk.button("overview.open_page", lambda: act.open_page(page), icon="external-link")
            )
        flow.addWidget(
            desk.link("overview.technician", lambda: act.ask_technician(desk, run, finding))
        )
        if finding.result in told.OPEN:
            flow.addWidget(
                desk.link("overview.accept", lambda: act.accept_risk(desk, self, finding))
            )
        column.addLayout(flow)

    def _part(self, column: QVBoxLayout, key: str, text: str) -> None:
        desk = self._desk
        column.addSpacing(2)
        column.addWidget(desk.text(key, Role.SMALL_NAME, desk.look.soft))
        column.addWidget(Prose(text, desk.look).selectable())

    def _pairs(self, finding: Finding) -> list[tuple[str, str]]:
        words, run = self._desk.words, self._run
        pairs = [(told.label(words, each), told.reading(words, each)) for each in finding.evidence]
        pairs += _where(self._desk, finding.evidence)
        if run is not None:
            baseline = self._desk.say(
                "window.baseline_of",
                name=self._desk.say(f"common.profile.{run.profile}"),
                version=run.baseline.version,
            )
            pairs.append((self._desk.say("pages.checks.baseline"), baseline))
        return pairs

    def _grid(self, pairs: list[tuple[str, str]]) -> QGridLayout:
        look = self._desk.look
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, value) in enumerate(pairs):
            grid.addWidget(Prose(_breakable(label), look, Role.BODY, look.soft), row, 0, top)
            grid.addWidget(Prose(_breakable(value), look).selectable(), row, 1, top)
        return grid

    def _detail_lines(self, finding: Finding) -> list[str]:
        desk = self._desk
        lines = [f"{each.what} = {each.value} · {each.source}" for each in finding.evidence]
        lines.append(
            desk.say(
                "pages.checks.backend",
                name=finding.backend or desk.say("common.no_value"),
                number=str(finding.elapsed_ms),
            )
        )
        if finding.degraded:
            lines.append(desk.say("pages.checks.degraded"))
        if finding.reason is not None:
            lines.append(desk.say("pages.checks.code", name=str(finding.reason)))
        return lines


def _where(desk: Desk, evidence: tuple[Evidence, ...]) -> list[tuple[str, str]]:
    if not evidence:
        return []
    sources = ", ".join(dict.fromkeys(each.source for each in evidence))
    read = max(each.read_at for each in evidence)
    return [
        (desk.say("pages.checks.read_at"), desk.words.moment(read)),
        (desk.say("pages.checks.source"), sources),
    ]


def _breakable(text: str) -> str:
    """Let long paths and names break after their separators, so that they wrap in a column."""
    return _SEPARATOR.sub("\\g<0>\u200b", text)
