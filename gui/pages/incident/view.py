"""The incident page: choose what happened, then the card of the first minutes and what follows."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.model.incident import Incident, Playbook, Stage, StageKind
from gui.desk import Breadth, Desk
from gui.look import Role
from gui.operations import cases
from gui.operations import incidents as act
from gui.pages.incident.paper import StepsCard
from gui.pages.incident.report import ReportStage
from gui.pages.incident.side import ClocksCard, DetectedCard, StagesCard
from gui.pages.incident.stages import ClosingStage, EvidenceStage
from gui.pages.incident.start import StartPanel
from gui.widgets.flow import empty
from gui.widgets.page_frame import PageFrame

_SIDE = 262
_TICK_MS = 20_000


class IncidentPage(PageFrame):
    """Shows the running incident; without one, or when asked, the kinds to choose from."""

    def __init__(self, desk: Desk) -> None:
        """Show the newest running incident, if there is one."""
        super().__init__(desk, "pages.incident.name")
        self.start = StartPanel(desk)
        self._incident = ""
        self._stage = 0
        self._is_last = False
        self._report: ReportStage | None = None
        self._kind = QComboBox()
        self._clocks: ClocksCard | None = None
        self._stack = QStackedWidget()
        self._card = QWidget()
        self._main, self._beside = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.start.chosen.connect(self._open)
        self.start.wanted.connect(self.show_incident)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        running = desk.house.incidents.running()
        self._incident = running[0].id if running else ""
        self.refresh()
        self.settle()

    def begin(self) -> None:
        """Ask what is happening: the first of the two steps to the card."""
        self._incident = ""
        self.refresh()
        self.first_focus().setFocus()

    def show_incident(self, incident: str) -> None:
        """Show an incident by its id, from its first stage."""
        self._incident, self._stage = incident, 0
        self.refresh()

    def refresh(self) -> None:
        """Show the incident as its records now tell it."""
        incident = next(
            (each for each in self.desk.house.incidents.all() if each.id == self._incident), None
        )
        if incident is None:
            self._show_start()
        else:
            self._show_card(incident, self.desk.house.incidents.playbook_of(incident))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the side has its room."""
        super().resizeEvent(event)
        self.arrange(self.desk.breadth)

    def arrange(self, breadth: Breadth) -> None:
        """Put the side below where the window, or what is beside the paper, is narrow."""
        taken = self._sheet.minimumSizeHint().width() + self._row.spacing()
        width = self.desk.look.px(_SIDE)
        narrow = breadth == Breadth.NARROW or taken + width > self.room()
        self._row.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._side_part.setMinimumWidth(0 if narrow else width)
        self._side_part.setMaximumWidth(16_777_215 if narrow else width)
        self.start.arrange(breadth)
        self._show_buttons(for_card=bool(self._incident))

    def flush(self) -> None:
        """Save what was just typed into the report."""
        if self._report is not None:
            self._report.flush()

    def unsaved(self) -> bool:
        """Say whether something in the report was refused."""
        return self._report is not None and bool(self._report.unsaved())

    def save(self) -> None:
        """Try once more to save it."""
        self.flush()

    def first_focus(self) -> QWidget:
        """Return the first kind, or the button that goes on."""
        if not self._incident:
            return next(iter(self.start.tiles.values()))
        return self.next

    def regions(self) -> tuple[QWidget, ...]:
        """Return what the page shows."""
        return (self.first_focus(),)

    def kept(self) -> object:
        """Return which incident is shown, and which stage of it."""
        return (self._incident, self._stage)

    def restore(self, kept: object) -> None:
        """Show both again."""
        if isinstance(kept, tuple):
            self._incident, self._stage = kept
            self.refresh()

    def escape(self) -> bool:
        """Go back to the running incident, or from a card to the list."""
        running = self.desk.house.incidents.running()
        if not self._incident and running:
            self.show_incident(running[0].id)
            return True
        return False

    def _lay_out(self) -> None:
        desk = self.desk
        self.other = desk.button("incident.page.new", self.begin, icon="alert-octagon")
        self.next = desk.button("incident.page.next", self._go_on, primary=True)
        self.take = desk.button("incident.page.take", self._take, icon="device-usb")
        self.nil = desk.button("incident.page.nil", self._nil, icon="note")
        self.carry = desk.button("incident.page.carry", self._carry, icon="device-usb")
        self.card = desk.button("incident.page.print", self._print, icon="printer")
        self.card.hint("Ctrl+P")
        for button in (self.take, self.nil, self.other, self.carry, self.card, self.next):
            self.add_button(button)
        print_key = QShortcut(QKeySequence("Ctrl+P"), self)
        print_key.activated.connect(self._print)
        self._kind.setFont(desk.look.font(Role.BODY))
        self._kind.setMinimumHeight(desk.look.px(30))
        self._kind.setAccessibleName(desk.say("incident.page.kind"))
        self._kind.setToolTip(desk.say("incident.page.kind"))
        for each in desk.house.incidents.playbooks():
            self._kind.addItem(desk.say(f"incident.kind.{each.id}.name"), each.id)
        self._kind.activated.connect(self._change_kind)
        self._side_part = QWidget()
        self._side_part.setLayout(self._beside)
        for layout in (self._main, self._beside):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(12)
        self._sheet = QWidget()
        self._sheet.setLayout(self._main)
        self._row = QHBoxLayout(self._card)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._sheet, 1)
        self._row.addWidget(self._side_part)
        self._stack.addWidget(self.start)
        self._stack.addWidget(self._card)
        self.body.addWidget(self._stack, 1)

    def _show_start(self) -> None:
        self._incident = ""
        self.entitle(self.desk.say("pages.incident.name"))
        self.soft("")
        self._show_buttons(for_card=False)
        self.start.show_incidents(self.desk.house.incidents.all())
        self._stack.setCurrentWidget(self.start)

    def _show_card(self, incident: Incident, playbook: Playbook) -> None:
        desk = self.desk
        self._stage = min(self._stage, len(playbook.stages) - 1)
        stage = playbook.stages[self._stage]
        self.entitle(desk.say("incident.page.title", code=incident.code))
        name = desk.words.name(f"incident.kind.{playbook.id}.name", playbook.id)
        machine = incident.machine
        self.soft(desk.say("incident.page.soft", title=name, name=machine) if machine else name)
        self._is_last = self._stage + 1 >= len(playbook.stages)
        self._show_buttons(for_card=True)
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._card.isAncestorOf(focus)
        if self._report is not None:
            self._report.flush()
            self._report = None
        empty(self._main)
        empty(self._beside, self._kind)
        part = self._main_part(incident, playbook, stage)
        self._main.addWidget(part, 1)
        part.show()  # what is hidden needs no room, and `arrange` asks how much it needs
        self._beside.addWidget(DetectedCard(desk, incident))
        self._clocks = ClocksCard(desk)
        self._clocks.show_clocks(desk.house.incidents.clocks(incident))
        self._beside.addWidget(self._clocks)
        stages = StagesCard(desk, incident, playbook.stages, self._stage)
        stages.chosen.connect(self._turn_to)
        self._beside.addWidget(stages, 1)
        self._kind.setCurrentIndex(self._kind.findData(playbook.id))
        self._kind.setEnabled(incident.is_open)
        self._beside.addWidget(self._kind)
        self._kind.show()
        QWidget.setTabOrder(stages.findChildren(QPushButton)[-1], self._kind)
        self._stack.setCurrentWidget(self._card)
        self.arrange(desk.breadth)
        if had_focus:
            # The new card takes the focus only once it is shown.
            QTimer.singleShot(0, self, partial(self._focus_next_step, stage))

    def _focus_next_step(self, stage: Stage) -> None:
        """Go on with the keyboard where the next step is: the card was built anew."""
        for step in stage.steps:
            for button in self._card.findChildren(QPushButton, step.id):
                if button.isVisibleTo(self._card) and button.isEnabled():
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _main_part(self, incident: Incident, playbook: Playbook, stage: Stage) -> QWidget:
        desk = self.desk
        if stage.kind is StageKind.EVIDENCE:
            return EvidenceStage(desk, incident)
        if stage.kind is StageKind.REPORT:
            self._report = ReportStage(desk, incident)
            return self._report
        if stage.kind is StageKind.CLOSING:
            return ClosingStage(desk, incident, playbook)
        page = (self._stage + 1, len(playbook.stages))
        return StepsCard(desk, incident, stage, page, desk.house.incidents.call_list())

    def _show_buttons(self, *, for_card: bool) -> None:
        for button in (self.other, self.carry, self.card):
            button.setVisible(for_card)
        self.next.setVisible(for_card and not self._is_last)
        for button in (self.take, self.nil):
            button.setVisible(not for_card)
        # On a card the button for another incident does the same, and the title needs its room.
        narrow = self.desk.breadth == Breadth.NARROW
        self.incident_button.setVisible(narrow and not for_card)

    def _take(self) -> None:
        cases.choose_case(self.desk, self, self.show_incident)

    def _nil(self) -> None:
        act.choose_nil(self.desk, self)

    def _carry(self) -> None:
        incident = self.desk.house.incidents.find(self._incident)
        act.choose_folder(self.desk, self, partial(cases.carry, self.desk, incident))

    def _print(self) -> None:
        if self._incident:
            incident = self.desk.house.incidents.find(self._incident)
            act.choose_folder(self.desk, self, partial(act.print_card, self.desk, incident))

    def _open(self, playbook: str) -> None:
        act.open_incident(self.desk, playbook, self._opened)

    def _opened(self, incident: str) -> None:
        """Show its card, which takes no press yet: the second of a double one is no step done."""
        self.show_incident(incident)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sheet.setEnabled(False)
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self._take_presses)

    def _take_presses(self) -> None:
        self._sheet.setEnabled(True)
        if self._incident and self.hasFocus():
            incident = self.desk.house.incidents.find(self._incident)
            stages = self.desk.house.incidents.playbook_of(incident).stages
            self._focus_next_step(stages[self._stage])

    def _go_on(self) -> None:
        self._turn_to(self._stage + 1)

    def _turn_to(self, stage: int) -> None:
        self._stage = stage
        QTimer.singleShot(0, self, self.refresh)

    def _change_kind(self) -> None:
        incident = self.desk.house.incidents.find(self._incident)
        act.change_kind(self.desk, incident, str(self._kind.currentData()))

    def _tick(self) -> None:
        """Let the clocks run while somebody looks."""
        if self._incident and self._clocks is not None and self.isVisible():
            incident = self.desk.house.incidents.find(self._incident)
            self._clocks.show_clocks(self.desk.house.incidents.clocks(incident))
