"""What a person can do about an incident; every act is recorded at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.change import Change
from core.model.incident import (
    CallResult,
    CallTarget,
    Incident,
    NewCall,
    NewIncident,
    NilBasis,
    NilStatement,
    Notification,
    Sent,
    Step,
    StepDone,
    StepKind,
)
from gui.told import typed_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from gui.desk import Desk
    from gui.widgets.form_dialog import Ask

_FORMATS = ("pdf", "docx")
STAGES = ("at_once", "h24", "h72", "update", "closing", "personal")
"""Stages of reports, in the order in which they are due."""


def open_incident(desk: Desk, playbook: str, then: Callable[[str], object]) -> None:
    """Open an incident of a kind, and go on with its id."""
    from gui.desk import still_there

    def done(answer: tuple[Incident, Change]) -> None:
        desk.note(answer[1])
        if still_there(then):
            then(answer[0].id)

    new = NewIncident(playbook=playbook)
    desk.errands.send(
        lambda: desk.house.incidents.open(new), done, desk.trouble, "open an incident"
    )


def note_notification(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask who told of an incident, of which page and what was seen; what is known stands there."""
    from gui.widgets.form_dialog import Ask

    asks = [
        Ask(name="reporter", label="incident.ask.reporter", value=incident.reporter),
        Ask(name="url", label="incident.ask.url", value=incident.url),
        Ask(name="text", label="incident.ask.seen", value=incident.text),
    ]

    def write(said: dict[str, str]) -> Change:
        told = Notification(reporter=said["reporter"], url=said["url"], text=said["text"])
        return desk.house.incidents.add_notification(incident.id, told)

    _ask(desk, parent, "incident.ask.notify", asks, write, note="incident.ask.notify_help")


def do_step(desk: Desk, parent: QWidget, incident: Incident, step: Step) -> None:
    """Record that a step was done; a changed password is asked about first."""
    if step.kind is StepKind.PASSWORD:
        _ask_password(desk, parent, incident, step)
        return
    done = StepDone(step=step.id)
    once = f"{incident.id} {step.id}"
    desk.do(lambda: desk.house.incidents.do_step(incident.id, done), once=once)


def record_call(desk: Desk, parent: QWidget, incident: Incident, target: CallTarget | None) -> None:
    """Ask what came of a call and record it."""
    from gui.widgets.form_dialog import Ask

    outcomes = tuple(
        (desk.say(f"incident.outcome.{each}"), each.value)
        for each in (CallResult.REACHED, CallResult.NO_ANSWER, CallResult.WRONG_NUMBER)
    )
    known = "" if target is None else ", ".join(filter(None, (target.role, target.name)))
    phone = "" if target is None else target.phone
    asks = [
        Ask(name="name", label="incident.ask.name", value=known, needed=True),
        Ask(name="phone", label="incident.ask.phone", value=phone),
        Ask(name="outcome", label="incident.ask.outcome", options=outcomes),
        Ask(name="said", label="incident.ask.said"),
    ]

    def write(said: dict[str, str]) -> Change:
        call = NewCall(
            name=said["name"],
            phone=said["phone"],
            outcome=CallResult(said["outcome"]),
            note=said["said"],
        )
        return desk.house.incidents.add_call(incident.id, call)

    _ask(desk, parent, "incident.ask.call", asks, write)


def change_detected(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask for the right time of detection and the reason."""
    from gui.widgets.form_dialog import Ask

    words = desk.words
    now = " ".join((words.time(incident.detected), typed_day(incident.detected)))
    asks = [
        Ask(name="time", label="incident.ask.detected_time", value=now, needed=True),
        Ask(name="reason", label="incident.ask.reason", needed=True),
    ]

    def write(said: dict[str, str]) -> Change:
        return desk.house.incidents.set_detected(incident.id, said["time"], said["reason"])

    _ask(desk, parent, "incident.ask.detected", asks, write)


def add_files(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask for files and keep them as evidence."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent.window(), desk.say("incident.page.evidence_file"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(partial(keep_files, desk, incident.id))
    dialog.open()


def keep_files(desk: Desk, incident: str, names: Sequence[str]) -> None:
    """Keep files as evidence of an incident."""
    paths = [Path(each) for each in names]
    if paths:
        desk.do(lambda: desk.house.incidents.add_evidence(incident, paths))


def add_thing(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask about a thing that is kept as it is, and record it."""
    from gui.widgets.form_dialog import Ask

    asks = [
        Ask(name="what", label="incident.ask.what", needed=True),
        Ask(name="held_by", label="incident.ask.held_by"),
        Ask(name="note", label="incident.ask.note"),
    ]

    def write(said: dict[str, str]) -> Change:
        return desk.house.incidents.add_evidence(
            incident.id, (), what=said["what"], held_by=said["held_by"], note=said["note"]
        )

    _ask(desk, parent, "incident.ask.thing", asks, write)


def record_sent(desk: Desk, parent: QWidget, incident: Incident, stage: str) -> None:
    """Ask to whom and how a report went out, and record it."""
    from gui.widgets.form_dialog import Ask

    stages = tuple((desk.say(f"incident.report.{each}"), each) for each in STAGES)
    asks = [
        Ask(name="stage", label="incident.ask.stage", value=stage, options=stages),
        Ask(name="to", label="incident.ask.to", needed=True),
        Ask(name="channel", label="incident.ask.channel", needed=True),
        Ask(name="at", label="incident.ask.sent_at"),
        Ask(name="receipt", label="incident.ask.receipt"),
    ]

    def write(said: dict[str, str]) -> Change:
        return desk.house.incidents.add_sent(incident.id, Sent(**said))

    _ask(desk, parent, "incident.ask.sent", asks, write)


def close_incident(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask for the result and close an incident."""
    from gui.widgets.form_dialog import Ask

    asks = [Ask(name="result", label="incident.ask.result", needed=True)]
    _ask(
        desk,
        parent,
        "incident.ask.close",
        asks,
        lambda said: desk.house.incidents.close(incident.id, said["result"]),
    )


def reopen_incident(desk: Desk, parent: QWidget, incident: Incident) -> None:
    """Ask for the reason and take an incident up again."""
    from gui.widgets.form_dialog import Ask

    asks = [Ask(name="reason", label="incident.ask.reason", needed=True)]
    _ask(
        desk,
        parent,
        "incident.ask.reopen",
        asks,
        lambda said: desk.house.incidents.reopen(incident.id, said["reason"]),
    )


def change_kind(desk: Desk, incident: Incident, playbook: str) -> None:
    """Go on by another playbook."""
    if playbook != incident.playbook:
        desk.do(lambda: desk.house.incidents.choose_playbook(incident.id, playbook))


def save_field(
    desk: Desk, incident: Incident, name: str, text: str, then: Callable[[str, str], object]
) -> None:
    """Save what was filled into one field of the reports."""
    from gui.desk import still_there

    def done(change: Change) -> None:
        if still_there(then):
            then(name, text)

    desk.ask(lambda: desk.house.incidents.save_draft(incident.id, {name: text}), done)


def choose_folder(desk: Desk, parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for a folder, and go on with it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(
        parent.window(), desk.say("incident.page.folder"), desk.memory.text("report_folder")
    )
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda folder: then(Path(folder)))
    dialog.open()


def write_form(desk: Desk, incident: Incident, form: str, stage: str, folder: Path) -> None:
    """Write the documents of a report into a folder."""
    _written(
        desk,
        lambda: desk.house.incidents.write_form(incident.id, form, stage, _FORMATS, folder),
        folder,
    )


def print_card(desk: Desk, incident: Incident, folder: Path) -> None:
    """Write the card as PDF and show it, to be printed from there."""

    def done(paths: tuple[Path, ...]) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        _tell(desk, paths, folder)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[0])))

    desk.ask(lambda: desk.house.incidents.write_card(incident.id, folder), done)


def choose_nil(desk: Desk, parent: QWidget) -> None:
    """Ask who confirms that nothing happened and when, then show what it rests on."""
    from gui.widgets.form_dialog import Ask, FormDialog

    person = desk.house.duty.person_on_duty() or desk.house.settings.read().keeper
    midnight = typed_day(desk.now())
    asks = [
        Ask(name="from", label="incident.nil.from", value=midnight, needed=True),
        Ask(name="to", label="incident.nil.to"),
        Ask(name="due", label="incident.nil.due"),
        Ask(name="person", label="incident.nil.person", value=person, needed=True),
    ]
    dialog = FormDialog(desk, parent.window(), "incident.nil.title", asks, yes="reports.next")

    def ask(said: dict[str, str]) -> tuple[NilStatement, NilBasis]:
        incidents = desk.house.incidents
        read = incidents.read_time
        statement = NilStatement(
            start=read(said["from"]),
            end=read(said["to"]),
            person=said["person"],
            due=read(said["due"]) if said["due"] else "",
        )
        return statement, incidents.nil_basis(statement.start, statement.end)

    def confirm(answer: tuple[NilStatement, NilBasis]) -> None:
        from gui.widgets.nil_dialog import NilDialog

        statement, basis = answer
        shown = NilDialog(desk, parent.window(), statement, basis)
        shown.accepted.connect(
            lambda: choose_folder(desk, parent, partial(write_nil, desk, statement))
        )
        shown.open()

    dialog.ask(dialog.answers, ask, confirm)


def choose_summary(desk: Desk, parent: QWidget) -> None:
    """Ask for the days, then write the summary of the incidents detected in them."""
    from core.model.moments import day_of
    from gui.widgets.form_dialog import Ask, FormDialog

    proposed = zip(("from", "to"), desk.house.incidents.summary_period(), strict=True)
    asks = [
        Ask(name=name, label=f"incident.summary.{name}", value=typed_day(day), needed=True)
        for name, day in proposed
    ]
    title = "incident.summary.title"
    dialog = FormDialog(desk, parent.window(), title, asks, yes="reports.next")

    def read(said: dict[str, str]) -> tuple[str, str]:
        first, last = (day_of(desk.house.incidents.read_time(each)) for each in said.values())
        return first.isoformat(), last.isoformat()

    def write(days: tuple[str, str], folder: Path) -> None:
        desk.memory.keep(report_folder=str(folder))
        desk.ask(
            lambda: desk.house.incidents.write_summary(*days, _FORMATS, folder),
            lambda paths: _tell(desk, paths, folder),
        )

    dialog.ask(dialog.answers, read, lambda days: choose_folder(desk, parent, partial(write, days)))


def write_nil(desk: Desk, statement: NilStatement, folder: Path) -> None:
    """Write a nil report into a folder; refused while there is an incident."""
    _written(desk, lambda: desk.house.incidents.confirm_nil(statement, _FORMATS, folder), folder)


def _written(desk: Desk, verb: Callable[[], tuple[tuple[Path, ...], Change]], folder: Path) -> None:
    """Have files written, tell pages what changed, and the person where the files are."""
    desk.memory.keep(report_folder=str(folder))

    def done(answer: tuple[tuple[Path, ...], Change]) -> None:
        desk.note(answer[1])
        _tell(desk, answer[0], folder)

    desk.errands.send(verb, done, desk.trouble)


def _tell(desk: Desk, paths: tuple[Path, ...], folder: Path) -> None:
    names = ", ".join(each.name for each in paths)
    desk.tell(desk.say("incident.page.written", file=names, folder=str(folder)))


def _ask_password(desk: Desk, parent: QWidget, incident: Incident, step: Step) -> None:
    from gui.widgets.form_dialog import Ask

    asks = [
        Ask(name="account", label="incident.ask.account", needed=True),
        Ask(name="machine", label="incident.ask.machine", value=incident.machine),
        Ask(name="by", label="incident.ask.by", needed=True),
    ]

    def write(said: dict[str, str]) -> Change:
        return desk.house.incidents.do_step(incident.id, StepDone(step=step.id, **said))

    note = "incident.ask.password_help"
    _ask(desk, parent, "incident.ask.password", asks, write, note=note)


def _ask(
    desk: Desk,
    parent: QWidget,
    title: str,
    asks: Sequence[Ask],
    write: Callable[[dict[str, str]], Change],
    note: str = "",
) -> None:
    """Ask for a few things, then have them recorded."""
    from gui.widgets.form_dialog import FormDialog

    dialog = FormDialog(desk, parent.window(), title, asks, note)
    dialog.record(dialog.answers, write)
