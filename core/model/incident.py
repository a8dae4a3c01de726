"""Incidents: what happened, how far it is dealt with, and by when it has to be told upward."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.model.duty import Attachment


class StageKind(StrEnum):
    """What a stage of a playbook is made of."""

    STEPS = "steps"
    EVIDENCE = "evidence"
    REPORT = "report"
    CLOSING = "closing"


class StepKind(StrEnum):
    """What a step asks for beside being ticked off."""

    PLAIN = "plain"
    CALL = "call"
    EVIDENCE = "evidence"
    PASSWORD = "password"  # noqa: S105 - the kind of a step; no password is ever asked for


class CallResult(StrEnum):
    """What came of a call."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class Tone(StrEnum):
    """How pressing a deadline is."""

    RUNNING = "running"
    SOON = "soon"
    OVER = "over"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; its words stand under `incident.step.<id>`."""

    id: str
    icon: str
    kind: StepKind = StepKind.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of a playbook; its name stands under `incident.stage.<id>`."""

    id: str
    kind: StageKind
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What to do about one kind of incident, in order; its words stand under `incident.kind.<id>`.

    `group` is the group of incidents in the report form, `serious` whether it is taken for a
    serious one until someone decides otherwise.
    """

    id: str
    icon: str
    group: str
    serious: bool
    stages: tuple[Stage, ...]

    def step(self, step_id: str) -> Step | None:
        """Return a step by its id, or None."""
        every = (each for stage in self.stages for each in stage.steps)
        return next((each for each in every if each.id == step_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """What is known when an incident is opened: often only its kind.

    `detected` is typed as in the duty book, empty for now. `reporter` is who told of it and how to
    reach that person.
    """

    playbook: str
    text: str = ""
    detected: str = ""
    machine: str = ""
    system: str = ""
    reporter: str = ""
    url: str = ""
    author: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What somebody told of an incident that is open: who that was, of which page, what was seen.

    What is empty was not said, and leaves what is known as it is.
    """

    reporter: str = ""
    url: str = ""
    text: str = ""
    author: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """That a step was done. For a changed password: account, machine and who changed it, only."""

    step: str
    note: str = ""
    author: str = ""
    account: str = ""
    machine: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call about an incident: to whom, at which number, what came of it."""

    name: str
    phone: str = ""
    outcome: CallResult = CallResult.REACHED
    note: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """That a form went out. `at` is typed as in the duty book, empty for now."""

    stage: str
    to: str
    channel: str
    at: str = ""
    receipt: str = ""
    author: str = ""


class SealKind(StrEnum):
    """What the seal of a case file is worth; the words stand under `incident.case.<code>`.

    `trusted`: of a key that a person confirmed here, or of this book. `unknown`: one key sealed it
    all, but nobody confirmed whose. `none`: nothing shows that it was not changed.
    """

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSeal:
    """The seal of a file that brought an incident: whose key, and what is read out of it."""

    kind: SealKind
    owner: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMade:
    """The file that an incident was written into, and whether it is sealed."""

    file: Path
    is_sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One record about an incident, as it stands in a duty book.

    `act` is what was done (see `core.incident.acts`), `seq` the number of its entry, `log_id` the
    book, `own` whether that is the book of this machine. `at` is when it happened, `written` when
    it was written.
    """

    act: str
    seq: int
    log_id: str
    own: bool
    at: str
    written: str
    author: str
    text: str
    about: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One piece of evidence: a file that is kept by its digest, and who holds the original.

    A thing without a file, such as an unplugged drive, has neither digest nor size.
    """

    name: str
    sha256: str
    size: int
    held_by: str
    note: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident as its records tell it.

    `id` is unique wherever it was opened, `code` is what people say (`SC-2027-001`). `detected` is
    to the minute. `done` holds the newest record of each step done, `draft` what was filled in
    for the reports, `saved` when that was saved last. `closed` is the record that closed it.
    `seals` are those of the files that brought records of it here.
    """

    id: str
    code: str
    playbook: str
    detected: str
    opened: Event
    events: tuple[Event, ...]
    machine: str = ""
    system: str = ""
    reporter: str = ""
    url: str = ""
    text: str = ""
    done: Mapping[str, Event] = field(default_factory=dict)
    evidence: tuple[Proof, ...] = ()
    sent: Mapping[str, Event] = field(default_factory=dict)
    closed: Event | None = None
    draft: Mapping[str, str] = field(default_factory=dict)
    saved: str = ""
    seals: tuple[CaseSeal, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether it still runs."""
        return self.closed is None

    def of(self, act: str) -> tuple[Event, ...]:
        """Return the records of one act, oldest first."""
        return tuple(each for each in self.events if each.act == act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline of an incident: by when, how much is left (seconds, below 0 when over), how.

    `stage` is the stage of the report that meets it; `met` the moment when that was sent, if so.
    """

    stage: str
    hours: int
    due: str
    left: int
    tone: Tone
    met: str = ""


class Trust(StrEnum):
    """How far a number can be trusted, best first."""

    VERIFIED = "verified"
    AGED = "aged"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTarget:
    """Whom to call next: the role, the name, the number, how far that can be trusted.

    `since` is the ISO day on which it was verified last, or that of its source.
    """

    role: str
    name: str
    phone: str
    trust: Trust = Trust.UNKNOWN
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NilStatement:
    """That nothing happened from one moment to another, as one person says it, and what for.

    `due` is by when it had to be said, empty when there is no such time.
    """

    start: str
    end: str
    person: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NilBasis:
    """What a nil report rests on."""

    entries: int
    incidents_open: tuple[str, ...]
    incident_entries: tuple[int, ...]
    checks: int
    machines: int
    last_check: str
