"""The later stages of an incident: evidence, and the end."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.model.incident import Incident, Playbook, Proof
from core.words import visible
from gui.desk import Desk
from gui.look import Role
from gui.operations import incidents as act
from gui.widgets.card import Card, Rule
from gui.widgets.text import Prose

_PAD = (22, 16, 22, 16)


class EvidenceStage(Card):
    """What is kept as evidence, each file with its digest and who holds it."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        """List the evidence of an incident."""
        super().__init__(desk.look)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(*_PAD)
        column.setSpacing(8)
        column.addWidget(desk.text("incident.stage.evidence", Role.CARD))
        if not incident.evidence:
            column.addWidget(desk.text("incident.page.evidence_none", Role.BODY, desk.look.soft))
        for each in incident.evidence:
            column.addWidget(Rule(desk.look))
            column.addLayout(self._line(each))
        row = QHBoxLayout()
        add = desk.button(
            "incident.page.evidence_add",
            lambda: act.add_files(desk, self, incident),
            icon="file-export",
        )
        thing = desk.button(
            "incident.page.evidence_thing", lambda: act.add_thing(desk, self, incident)
        )
        for each_button in (add, thing):
            each_button.setEnabled(incident.is_open)
            row.addWidget(each_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _line(self, proof: Proof) -> QVBoxLayout:
        desk, look = self._desk, self._desk.look
        lines = QVBoxLayout()
        lines.setSpacing(1)
        if proof.sha256:
            size = desk.words.number(proof.size)
            text = desk.say(
                "incident.page.evidence_line", name=proof.name, size=size, text=proof.held_by
            )
        else:
            text = desk.say("incident.page.evidence_held", name=proof.name, text=proof.held_by)
        lines.addWidget(Prose(text, look, Role.NAME))
        if proof.sha256:
            digest = desk.say("incident.page.evidence_sum", id=proof.sha256)
            lines.addWidget(Prose(digest, look, Role.SMALL, look.soft).selectable())
        if proof.note:
            lines.addWidget(Prose(visible(proof.note), look, Role.SMALL, look.soft))
        return lines


class ClosingStage(Card):
    """What is still open before an incident ends, and its end."""

    def __init__(self, desk: Desk, incident: Incident, playbook: Playbook) -> None:
        """Say what is left to do for an incident."""
        super().__init__(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_PAD)
        column.setSpacing(8)
        column.addWidget(desk.text("incident.stage.closing", Role.CARD))
        if incident.closed is not None:
            text = incident.closed.about.get("result", "")
            said = desk.say("incident.page.closed_at", t0=incident.closed.at, text=text)
            column.addWidget(Prose(said, desk.look).selectable())
            column.addWidget(
                desk.button(
                    "incident.page.reopen", lambda: act.reopen_incident(desk, self, incident)
                )
            )
            column.addStretch(1)
            return
        column.addWidget(desk.text("incident.page.close_head", Role.BODY, desk.look.soft))
        steps = [each.id for stage in playbook.stages for each in stage.steps]
        left = sum(each not in incident.done for each in steps)
        if left:
            column.addWidget(desk.text("incident.page.todo_left", count=left))
        unsent = [
            desk.say(f"incident.report.{clock.stage}")
            for clock in desk.house.incidents.clocks(incident)
            if not clock.met
        ]
        if unsent:
            column.addWidget(desk.text("incident.page.not_sent", text=", ".join(unsent)))
        row = QHBoxLayout()
        row.addWidget(
            desk.button(
                "incident.page.close",
                lambda: act.close_incident(desk, self, incident),
                icon="check",
            )
        )
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
