"""The port to the incidents of one home."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.incident import acts
from core.incident.acts import Act
from core.incident.register import Register
from core.model.change import Change, Kind
from core.model.duty import EntryKind, NewEntry
from core.model.errors import Exit, KnownError
from core.model.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from core.incident.around import Around, Book
    from core.model.incident import (
        CallTarget,
        Deadline,
        Incident,
        NewCall,
        NewIncident,
        NilBasis,
        NilStatement,
        Playbook,
        Sent,
        StepDone,
    )
    from core.store.store import Store
    from core.words import Words

CHANGED = Change(frozenset({Kind.INCIDENTS, Kind.DUTY}))


class Incidents:
    """What the faces may ask of the incidents.

    Each verb is recorded as an entry of the duty book; only drafts are not, which are no records.
    """

    def __init__(
        self,
        book: Callable[[], Book],
        store: Callable[[], Store],
        words: Callable[[], Words],
        around: Around,
    ) -> None:
        """Take the ways to the duty book, the store, the words, and to other rooms."""
        self._register = Register(book, store, words)
        self._words = words
        self._around = around
        self._now = around.now

    def playbooks(self) -> tuple[Playbook, ...]:
        """Return every playbook in the order people are offered them."""
        from core.incident.playbooks import playbooks

        return tuple(playbooks().values())

    def playbook_of(self, incident: Incident) -> Playbook:
        """Return the playbook of an incident; KnownError for one this version does not have."""
        from core.incident.playbooks import playbook_of

        return playbook_of(incident.playbook)

    def all(self) -> tuple[Incident, ...]:
        """Return every incident, the newest first."""
        return self._register.all()

    def running(self) -> tuple[Incident, ...]:
        """Return the incidents that are not closed, the newest first."""
        return tuple(each for each in self.all() if each.is_open)

    def find(self, code: str) -> Incident:
        """Return an incident by its code or id; KnownError when there is none."""
        return self._register.find(code)

    def clocks(self, incident: Incident) -> tuple[Deadline, ...]:
        """Return the deadlines of an incident as they stand now."""
        from core.incident.telling import clocks

        return clocks(incident, self._now())

    def call_list(self) -> tuple[CallTarget, ...]:
        """Return whom to call, in order; numbers that may be wrong are there, and say so."""
        return self._around.call_list()

    def open(self, new: NewIncident) -> tuple[Incident, Change]:
        """Open an incident at once, with whatever is known; see `DutyBook.add` for what is refused.

        It was detected now unless said otherwise, to the minute.
        """
        from core.incident.playbooks import playbook_of

        register, playbook = self._register, playbook_of(new.playbook)
        detected = register.book.read_time(new.detected)
        code = register.next_code(detected)
        say = self._words().say
        name = say(f"incident.kind.{playbook.id}.name")
        details = {
            acts.WHAT: new.text,
            acts.MACHINE: new.machine,
            acts.SYSTEM: new.system,
            acts.URL: new.url,
            acts.REPORTER: new.reporter,
        }
        text = "\n".join(
            (
                say("incident.said.opened", {"code": code, "title": name}),
                *(
                    say(f"incident.said.opened_{field}", text=text)
                    for field, text in details.items()
                    if text.strip()
                ),
            )
        )
        incident = register.open(
            NewEntry(
                text=text,
                kind=EntryKind.INCIDENT,
                severity=Severity.CRITICAL if playbook.serious else Severity.HIGH,
                at=detected,
                author=new.author,
                files=new.files,
            ),
            {acts.CODE: code, acts.PLAYBOOK: playbook.id, **details},
        )
        return register.find(incident), CHANGED

    def do_step(self, code: str, done: StepDone) -> Change:
        """Record that a step of the playbook was done, by whom and when.

        KnownError: no such step; a changed password without account or without who changed it.
        """
        from core.model.incident import StepKind

        incident = self._register.find(code)
        step = self.playbook_of(incident).step(done.step)
        if step is None:
            raise KnownError("no_step", Exit.USAGE, text=done.step, code=incident.code)
        title = self._words().say(f"incident.step.{step.id}.title")
        about = {acts.STEP: step.id, acts.NOTE: done.note}
        if step.kind is not StepKind.PASSWORD:
            new = _entry(done.author)
            key = "noted" if done.note.strip() else "plain"
            text = self._words().say(f"incident.said.done_{key}", title=title, text=done.note)
            self._register.add(incident, Act.STEP, new, about, text=text)
            return CHANGED
        if not done.account.strip() or not done.by.strip():
            raise KnownError("password_step", Exit.USAGE)
        new = _entry(done.author, kind=EntryKind.ADMIN_PASSWORD)
        # No note: people would write the password into it.
        about = {
            acts.STEP: step.id,
            acts.ACCOUNT: done.account,
            acts.MACHINE: done.machine,
            acts.CHANGED_BY: done.by,
        }
        machine = done.machine.strip() or self._words().say("common.no_value")
        said = {"title": done.account.strip(), "machine": machine, "name": done.by.strip()}
        text = self._words().say("incident.said.password", said)
        self._register.add(incident, Act.STEP, new, about, text=text)
        return CHANGED

    def add_call(self, code: str, call: NewCall) -> Change:
        """Record a call: to whom, at which number, what came of it."""
        incident = self._register.find(code)
        say = self._words().say
        if not call.name.strip():
            raise KnownError("call_name", Exit.USAGE)
        outcome = say(f"incident.outcome.{call.outcome}")
        about = {
            acts.CALLED: call.name,
            acts.PHONE: call.phone,
            acts.OUTCOME: call.outcome.value,
            acts.NOTE: call.note,
        }
        new = _entry(call.author)
        text = ". ".join(each for each in (outcome, call.note.strip()) if each)
        phone = call.phone.strip() or say("common.no_value")
        self._register.add(
            incident, Act.CALL, new, about, name=call.name.strip(), phone=phone, text=text
        )
        return CHANGED

    def add_evidence(
        self,
        code: str,
        files: Sequence[Path],
        *,
        what: str = "",
        held_by: str = "",
        note: str = "",
        author: str = "",
    ) -> Change:
        """Keep files as evidence by their digest, or record a thing that is kept as it is.

        KnownError: neither files nor a thing, or a file that is not taken.
        """
        incident = self._register.find(code)
        if not files and not what.strip():
            raise KnownError("no_evidence", Exit.USAGE)
        names = (what.strip(),) if not files else tuple(each.name for each in files)
        new = replace(_entry(author), files=tuple(files))
        about = {acts.HELD_BY: held_by, acts.NOTE: note, acts.WHAT: what}
        self._register.add(incident, Act.EVIDENCE, new, about, text=", ".join(names))
        return CHANGED

    def set_detected(self, code: str, detected: str, reason: str, author: str = "") -> Change:
        """Change the time of detection; KnownError without a reason or for no such moment."""
        from core.incident.telling import to_minute

        if not reason.strip():
            raise KnownError("reason_empty", Exit.USAGE)
        if not detected.strip():
            raise KnownError("event_time", Exit.USAGE, text=detected)
        incident = self._register.find(code)
        moment = to_minute(self._register.book.read_time(detected))
        new = _entry(author)
        about = {acts.DETECTED: moment, acts.REASON: reason}
        self._register.add(
            incident,
            Act.DETECTED,
            new,
            about,
            old=incident.detected,
            new=moment,
            reason=reason.strip(),
        )
        return CHANGED

    def choose_playbook(self, code: str, playbook: str, author: str = "") -> Change:
        """Go on by another playbook: an incident may turn out to be of another kind."""
        from core.incident.playbooks import playbook_of

        incident, chosen = self._register.find(code), playbook_of(playbook)
        if chosen.id != incident.playbook:
            name = self._words().say(f"incident.kind.{chosen.id}.name")
            new = _entry(author)
            about = {acts.PLAYBOOK: chosen.id}
            self._register.add(incident, Act.PLAYBOOK, new, about, title=name)
        return CHANGED

    def add_sent(self, code: str, sent: Sent) -> Change:
        """Record that a report went out: to whom, by which channel, when, with what receipt."""
        incident = self._register.find(code)
        if not sent.to.strip() or not sent.channel.strip():
            raise KnownError("sent_incomplete", Exit.USAGE)
        stage = self._words().say(f"incident.report.{sent.stage}")
        new = replace(_entry(sent.author), at=sent.at, told=sent.to, channel=sent.channel)
        about = {acts.STAGE: sent.stage, acts.TO: sent.to, acts.RECEIPT: sent.receipt}
        self._register.add(
            incident, Act.SENT, new, about, title=stage, name=sent.to.strip(), text=sent.channel
        )
        return CHANGED

    def close(self, code: str, result: str, author: str = "") -> Change:
        """Close an incident with its result; KnownError without one, or when it is closed."""
        incident = self._register.find(code)
        if not result.strip():
            raise KnownError("result_empty", Exit.USAGE)
        if not incident.is_open:
            raise KnownError("incident_closed", Exit.USAGE, code=incident.code)
        new = _entry(author)
        about = {acts.RESULT: result}
        self._register.add(incident, Act.CLOSED, new, about, text=result.strip())
        return CHANGED

    def reopen(self, code: str, reason: str, author: str = "") -> Change:
        """Take up a closed incident again; KnownError without a reason, or when it is open."""
        incident = self._register.find(code)
        if not reason.strip():
            raise KnownError("reason_empty", Exit.USAGE)
        if incident.is_open:
            raise KnownError("incident_open", Exit.USAGE, code=incident.code)
        new = _entry(author)
        about = {acts.REASON: reason}
        self._register.add(incident, Act.REOPENED, new, about, text=reason.strip())
        return CHANGED

    def save_draft(self, code: str, values: Mapping[str, str]) -> Change:
        """Save what was filled in for the reports of an incident; it survives a power cut.

        KnownError for a field that no report of an incident has, or a value that does not fit it.
        """
        from core.incident.prefill import drafted

        incident, now = self._register.find(code), self._now()
        read_time = self._register.book.read_time
        kept = {
            name: (drafted(name, typed.strip(), read_time), now) for name, typed in values.items()
        }
        self._register.store.drafts.keep(incident.id, kept)
        return Change(frozenset({Kind.INCIDENTS}))

    def form_content(self, code: str, form: str, stage: str) -> dict[str, Any]:
        """Return the values of a form about an incident, prefilled, as a file of values holds them.

        `form` is one of `core.incident.prefill.FORMS`; KnownError for another one.
        """
        from core.incident.prefill import FORMS, content_of

        if form not in FORMS:
            raise KnownError("unknown_kind", Exit.USAGE, text=form, name=", ".join(FORMS))
        return content_of(
            form,
            stage,
            self._register.find(code),
            self._around.settings(),
            self._words(),
            self._now(),
            self._register.book.read_time,
        )

    def write_form(
        self, code: str, form: str, stage: str, formats: Sequence[str], folder: Path
    ) -> tuple[tuple[Path, ...], Change]:
        """Write a prefilled form into a folder, and record it with the digest of each file.

        KnownError as `Reports.save`: what is still needed is named.
        """
        incident = self._register.find(code)
        content = self.form_content(code, form, stage)
        paths = self._around.write_form(content, formats, folder)
        digests = (hashlib.sha256(each.read_bytes()).hexdigest() for each in paths)
        files = "; ".join(f"{each.name} {sum}" for each, sum in zip(paths, digests, strict=True))
        about = {acts.FORM: form, acts.STAGE: stage, acts.FILES: files}
        names = ", ".join(each.name for each in paths)
        self._register.add(incident, Act.FORM, _entry(""), about, text=names)
        return paths, CHANGED

    def write_card(self, name: str, folder: Path) -> tuple[Path, ...]:
        """Write the card of an incident as PDF, or the empty card of a kind for the wall."""
        from core.incident.playbooks import playbooks

        empty = playbooks().get(name)
        incident = None if empty else self._register.find(name)
        playbook = empty or self.playbook_of(self._register.find(name))
        clocks = () if incident is None else self.clocks(incident)
        return self._around.write_card(playbook, incident, clocks, self.call_list(), folder)

    def carry(self, code: str, folder: Path) -> tuple[Path, Change]:
        """Write everything about an incident into one file, to go on with it elsewhere."""
        from core.incident.carrying import carry

        return carry(self._register, self._register.find(code), folder, self._now()), CHANGED

    def take(self, path: Path) -> tuple[Incident, Change]:
        """Take an incident from the file of another machine; see `core.incident.carrying.take`."""
        from core.incident.carrying import take

        return take(self._register, path), CHANGED

    def nil_basis(self, start: str, end: str) -> NilBasis:
        """Return what a nil report about a time (ISO) would rest on."""
        from core.incident.nil import basis

        entries, runs = self._around.entries(start, end), self._around.runs()
        return basis(self._register, start, end, entries, runs)

    def confirm_nil(
        self, statement: NilStatement, formats: Sequence[str], folder: Path
    ) -> tuple[tuple[Path, ...], Change]:
        """Write a nil report as one person's statement, and record it, in time or late.

        KnownError: see `core.incident.nil.confirm`.
        """
        from core.incident.nil import confirm

        paths: list[Path] = []

        def write() -> str:
            fields = {"from": statement.start, "to": statement.end, "person": statement.person}
            content = {"kind": "nil", "fields": fields}
            paths.extend(self._around.write_form(content, formats, folder))
            return ", ".join(each.name for each in paths)

        rests_on = self.nil_basis(statement.start, statement.end)
        confirm(self._register, statement, rests_on, self._now(), write)
        return tuple(paths), Change(frozenset({Kind.DUTY}))

    def read_time(self, typed: str) -> str:
        """Return a moment as typed (UTC, ISO), now for nothing; KnownError when it is none."""
        return self._register.book.read_time(typed)


def _entry(author: str, kind: EntryKind = EntryKind.INCIDENT) -> NewEntry:
    """Return an entry whose sentence is still to come."""
    return NewEntry(text="", kind=kind, severity=Severity.HIGH, author=author)
