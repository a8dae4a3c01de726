"""The checks page: filter, table and evidence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.model.result import Result
from core.model.run import Run
from gui.desk import Breadth, Desk
from gui.models.findings import FindingsFilter, FindingsModel
from gui.operations import runs as act
from gui.pages.checks.filters import FilterRow
from gui.pages.checks.table import FindingsTable
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.evidence import EvidencePanel
from gui.widgets.page_frame import PageFrame
from gui.widgets.progress_strip import ProgressStrip
from gui.widgets.text import Prose

_PANEL = 338
_PANEL_MEDIUM = 290


class ChecksPage(PageFrame):
    """Every finding of the last run; the old ones stay until a new run is complete."""

    def __init__(self, desk: Desk) -> None:
        """Build the page and show the last run."""
        super().__init__(desk, "pages.checks.name")
        self._run: Run | None = None
        self._save = desk.button(
            "window.report.save", lambda: act.choose_report(desk, self), icon="file-export"
        ).hint("Ctrl+S")
        self.check = desk.button(
            "overview.check", lambda: act.check_now(desk), icon="refresh", primary=True
        ).hint("F5")
        self.compare = desk.button(
            "window.compare.open", lambda: act.compare(desk, self), icon="history"
        )
        self.add_button(self.compare)
        self.add_button(self._save)
        self.add_button(self.check)
        self.strip = ProgressStrip(desk)
        self.add_strip(self.strip)
        self.model = FindingsModel(desk.words, desk.now(), self)
        self.shown = FindingsFilter(self)
        self.shown.setSourceModel(self.model)
        self.filters = FilterRow(desk)
        self.table = FindingsTable(desk, self.shown)
        self.panel = EvidencePanel(desk)
        self._side_by_side = QHBoxLayout()
        self._lists = QStackedWidget()
        self._reading = False
        self._lay_out()
        self.filters.chose.connect(self._filter)
        self.filters.searched.connect(self._search)
        self.table.chosen.connect(self._show_evidence)
        self.table.opened.connect(self._read_evidence)
        self.panel.back.clicked.connect(self.escape)
        desk.runs.began.connect(self.refresh)
        desk.runs.broke.connect(self.refresh)
        self.refresh()
        self.settle()

    def refresh(self) -> None:
        """Show the last run; keep the chosen row."""
        desk = self.desk
        going = desk.runs.running
        self.check.setEnabled(not going)
        run = desk.latest()
        self._save.setEnabled(run is not None and not going)
        self.compare.setEnabled(run is not None and not going)
        self.filters.setEnabled(run is not None)
        current = self.table.current_finding()
        if run is None:
            self._lists.setCurrentIndex(1)
            self.panel.hide()
            return
        if self._run is None or run.id != self._run.id:
            self._run = run
            self.model.show(run.findings, desk.house.checks.since(), desk.now())
            self.filters.count(run.counts)
            self.table.fit()
            self.soft(" · ".join((run.asset.name, desk.words.moment(run.ended))))
            self.table.choose(current.check if current else "")
        self._count_rows()

    def arrange(self, breadth: Breadth) -> None:
        """Let the evidence take the page where the window is narrow."""
        narrow = breadth == Breadth.NARROW
        width = self.desk.look.px(_PANEL if breadth == Breadth.WIDE else _PANEL_MEDIUM)
        self.panel.setMinimumWidth(0 if narrow else width)
        self.panel.setMaximumWidth(16777215 if narrow else width)
        self.panel.back.setVisible(narrow)
        self._lists.setVisible(not narrow or not self._reading)
        self.filters.setVisible(not narrow or not self._reading)
        self.panel.setVisible(self._run is not None and (not narrow or self._reading))

    def escape(self) -> bool:
        """Stop the run, or go back from the evidence, or clear the filter."""
        if self.desk.runs.running:
            act.stop(self.desk)
        elif self._reading and self.desk.breadth == Breadth.NARROW:
            self._reading = False
            self.arrange(self.desk.breadth)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.filters.search.text():
            self.filters.search.clear()
        else:
            return False
        return True

    def search(self) -> None:
        """Go to the search field."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def help_key(self) -> str:
        """Return the check whose row is current."""
        finding = self.table.current_finding()
        return finding.check if finding else ""

    def first_focus(self) -> QWidget:
        """Return the table."""
        return self.table

    def regions(self) -> tuple[QWidget, ...]:
        """Return filter, table and panel."""
        return (self.filters.search, self.table, self.panel.back)

    def kept(self) -> object:
        """Return the current check and what is searched."""
        finding = self.table.current_finding()
        return (finding.check if finding else "", self.filters.search.text())

    def restore(self, kept: object) -> None:
        """Take both back."""
        if isinstance(kept, tuple):
            self.filters.search.setText(kept[1])
            self.table.choose(kept[0])

    def _lay_out(self) -> None:
        desk = self.desk
        card = Card(desk.look)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 8)
        column.addWidget(self.table, 1)
        self._none = Prose("", desk.look, ink=desk.look.soft)
        self._none.setContentsMargins(16, 8, 16, 8)
        self._clear = desk.link("pages.checks.clear", self.filters.clear)
        column.addWidget(self._none)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        button = desk.button("overview.check", lambda: act.check_now(desk), icon="refresh")
        self._lists.addWidget(card)
        self._lists.addWidget(EmptyState(desk, "clipboard-check", "pages.checks.empty", button))
        self._side_by_side.setSpacing(14)
        self._side_by_side.addWidget(self._lists, 1)
        self._side_by_side.addWidget(self.panel)
        self.body.addWidget(self.filters)
        self.body.addLayout(self._side_by_side, 1)

    def _filter(self, result: Result | None) -> None:
        self.shown.show_result(result)
        self._count_rows()

    def _search(self, text: str) -> None:
        self.shown.search(text)
        self._count_rows()

    def _count_rows(self) -> None:
        self._lists.setCurrentIndex(0)
        nothing = self.shown.rowCount() == 0
        self._none.setText(self.desk.say("pages.checks.no_match", text=self.filters.search.text()))
        self._none.setVisible(nothing)
        self._clear.setVisible(nothing)
        if not nothing and not self.table.currentIndex().isValid():
            self.table.choose("")
        self._show_evidence()

    def _show_evidence(self) -> None:
        if self._run is None:
            return
        finding = self.table.current_finding()
        cards = {each.id: each.page for each in self.desk.house.checks.cards()}
        self.panel.show_finding(self._run, finding, cards.get(finding.check, "") if finding else "")

    def _read_evidence(self) -> None:
        if self.desk.breadth == Breadth.NARROW:
            self._reading = True
            self.arrange(self.desk.breadth)
            self.panel.back.setFocus(Qt.FocusReason.OtherFocusReason)
