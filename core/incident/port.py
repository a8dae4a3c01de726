"""The port to the incidents of one home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.incident import acts
from core.incident.acts import CHANGED, Act, entry_of
from core.incident.papers import Papers
from core.incident.register import Register
from core.model.change import Change
from core.model.duty import EntryKind
from core.model.errors import Exit, KnownError
from core.model.new_entry import NewEntry
from core.model.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from core.incident.around import Around, Book
    from core.model.incident import (
        Incident,
        NewCall,
        NewIncident,
        Notification,
        Playbook,
        Sent,
        StepDone,
    )
    from core.store.store import Store
    from core.words import Words


class Incidents(Papers):
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
        super().__init__(Register(book, store, words), words, around)

    def playbooks(self) -> tuple[Playbook, ...]:
        """Return every playbook in the order people are offered them."""
        from core.incident.playbooks import playbooks

        return tuple(playbooks().values())

    def all(self) -> tuple[Incident, ...]:
        """Return every incident, the newest first."""
        return self._register.all()

    def running(self) -> tuple[Incident, ...]:
        """Return the incidents that are not closed, the newest first."""
        return tuple(each for each in self.all() if each.is_open)

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
        head = say("incident.said.opened", {"code": code, "title": name})
        text = "\n".join((head, *_detailed(details, self._words())))
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

    def add_notification(self, code: str, said: Notification) -> Change:
        """Record what somebody told of an incident, with files as evidence.

        KnownError where nothing of it is new, or for a file that is not taken.
        """
        incident = self._register.find(code)
        known = {
            acts.REPORTER: incident.reporter,
            acts.URL: incident.url,
            acts.WHAT: incident.text,
        }
        told = {acts.REPORTER: said.reporter, acts.URL: said.url, acts.WHAT: said.text}
        fresh = {
            name: text.strip()
            for name, text in told.items()
            if text.strip() and text.strip() != known[name].strip()
        }
        if not fresh and not said.files:
            raise KnownError("notification_empty", Exit.USAGE)
        new = replace(entry_of(said.author), files=said.files)
        names = ", ".join(each.name for each in said.files)
        lines = [*_detailed(fresh, self._words())]
        if names:
            lines.append(self._words().say("incident.said.notified_files", file=names))
        self._register.add(incident, Act.NOTIFIED, new, fresh, text="\n".join(lines))
        return CHANGED

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
            new = entry_of(done.author)
            key = "noted" if done.note.strip() else "plain"
            text = self._words().say(f"incident.said.done_{key}", title=title, text=done.note)
            self._register.add(incident, Act.STEP, new, about, text=text)
            return CHANGED
        if not done.account.strip() or not done.by.strip():
            raise KnownError("password_step", Exit.USAGE)
        new = entry_of(done.author, kind=EntryKind.ADMIN_PASSWORD)
        # No note: people would write the password into it.
        about = {
            acts.STEP: step.id,
            acts.ACCOUNT: done.account,
            acts.MACHINE: done.machine,
            acts.CHANGED_BY: done.by,
        }
        machine = done.machine.strip()
        said = {"title": done.account.strip(), "machine": machine, "name": done.by.strip()}
        key = "password" if machine else "password_plain"
        text = self._words().say(f"incident.said.{key}", said)
        self._register.add(incident, Act.STEP, new, about, text=text)
        return CHANGED

    def add_call(self, code: str, call: NewCall) -> Change:
        """Record a call: to whom, at which number, what came of it.

        Where the number is that of a contact it is noted there too, which alone can be undone.
        """
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
        new = entry_of(call.author)
        text = ". ".join(each for each in (outcome, call.note.strip()) if each)
        phone = call.phone.strip() or say("common.no_value")
        entry = self._register.add(
            incident, Act.CALL, new, about, name=call.name.strip(), phone=phone, text=text
        )
        noted = self._around.called(call, entry)
        return Change(CHANGED.kinds | noted.kinds, noted.undo)

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
        new = replace(entry_of(author), files=tuple(files))
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
        new = entry_of(author)
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
            new = entry_of(author)
            about = {acts.PLAYBOOK: chosen.id}
            self._register.add(incident, Act.PLAYBOOK, new, about, title=name)
        return CHANGED

    def add_sent(self, code: str, sent: Sent) -> Change:
        """Record that a report went out: to whom, by which channel, when, with what receipt."""
        incident = self._register.find(code)
        if not sent.to.strip() or not sent.channel.strip():
            raise KnownError("sent_incomplete", Exit.USAGE)
        stage = self._words().say(f"incident.report.{sent.stage}")
        new = replace(entry_of(sent.author), at=sent.at, told=sent.to, channel=sent.channel)
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
        new = entry_of(author)
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
        new = entry_of(author)
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
        # Nobody else shows a draft, and whoever types one must not be interrupted.
        return Change(frozenset())

    def read_time(self, typed: str) -> str:
        """Return a moment as typed (UTC, ISO), now for nothing; KnownError when it is none."""
        return self._register.book.read_time(typed)


def _detailed(details: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield a line for each thing that is known about an incident."""
    for field, text in details.items():
        if text.strip():
            yield words.say(f"incident.said.opened_{field}", text=text)
