"""Duty entries: what stands in the duty book, and what its verification says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core.model.moments import from_text
from core.model.severity import Severity

ENTRY_FORMAT = 1
"""Version of the canonical form of an entry."""


class EntryKind(StrEnum):
    """Kinds of entry; the words and templates stand under `duty.kind.<code>`.

    Those of BY_PROGRAM are never chosen by a person: they come of what the program does, and
    `unreadable` is shown in place of an entry whose stored bytes cannot be read.
    """

    SHIFT_START = "shift_start"
    HANDOVER = "handover"
    ROUTINE_CHECK = "routine_check"
    WARNING = "warning"
    INCIDENT = "incident"
    OUTAGE = "outage"
    ADMIN_PASSWORD = "admin_password"  # noqa: S105 - the kind of an entry; it never holds one
    BACKUP = "backup"
    MACHINE_ROOM = "machine_room"
    DOCUMENT = "document"
    INSTRUCTION = "instruction"
    HARMFUL_INFO = "harmful_info"
    VISITOR = "visitor"
    SHIFT_SWAP = "shift_swap"
    CONTACT_CHECK = "contact_check"
    FROM_PAPER = "from_paper"
    OTHER = "other"
    CORRECTION = "correction"
    BOOK_OPENED = "book_opened"
    KEY_CHANGED = "key_changed"
    KEY_ROTATED = "key_rotated"
    ATTACHMENT_ERASED = "attachment_erased"
    RESTORED = "restored_from_backup"
    MISSING_SHIFT = "missing_shift"
    UNREADABLE = "unreadable"


BY_PROGRAM = frozenset(
    (
        EntryKind.CORRECTION,
        EntryKind.BOOK_OPENED,
        EntryKind.KEY_CHANGED,
        EntryKind.KEY_ROTATED,
        EntryKind.ATTACHMENT_ERASED,
        EntryKind.RESTORED,
        EntryKind.MISSING_SHIFT,
        EntryKind.UNREADABLE,
    )
)
"""Kinds that nobody can choose."""


class ClockFlag(StrEnum):
    """What was odd about the times of an entry; nothing is ever refused for it.

    `turned_back`: the clock stood more than two minutes before the latest time in the book.
    `settled`: it has run on for a day since it was turned back, so its times count again from
    here. `before_release`: it stood before the day this program was released. `drifted`: since
    the entry before it went more than five minutes otherwise than the machine's steady clock.
    `odd_event_time`: the event is said to lie more than a day ahead of the clock, or before 2020.
    """

    NONE = ""
    TURNED_BACK = "turned_back"
    SETTLED = "settled"
    DRIFTED = "drifted"
    BEFORE_RELEASE = "before_release"
    ODD_EVENT_TIME = "odd_event_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to an entry and is kept outside it, named by its digest."""

    sha256: str
    size: int
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What the person on duty wants written.

    `at` is when it happened, as typed: ISO, `15:10` (today), `15:10 07/02/2027` and the like;
    empty means now. `author` is as declared; empty means the account's own name. `follows` is the
    number of an earlier entry that this one goes on from. `told` is who was told of it, `channel`
    how. `closes` is the number of an open item that this entry closes; `topics` are names without
    blanks under which it is found again, `about` further texts by name (see docs/duty-log.md).
    What is copied from the paper book says when it happened, and may say on which page it
    stood (`paper_page`) and who wrote it there (`paper_author`). `files` are attached by content.
    """

    text: str
    kind: EntryKind = EntryKind.OTHER
    severity: Severity = Severity.LOW
    at: str = ""
    author: str = ""
    follows: int | None = None
    closes: int | None = None
    told: str = ""
    channel: str = ""
    paper_page: str = ""
    paper_author: str = ""
    files: tuple[Path, ...] = ()
    topics: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What takes the place of an entry, and why. The entry itself stays as it is.

    What is left empty stays as in the entry, except the author, who is the one who corrects.
    """

    seq: int
    text: str
    reason: str
    at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the book as stored. Order is by `seq`, never by time.

    `at` is when it happened, `written` when it was written (both UTC, ISO); `tz` is the machine's
    offset then. `boot_id` and `mono_ms` are the machine's start and its steady clock, `latest` is
    the latest `written` in the book so far, `epoch` counts the keys of the book, 0 for none.
    `prev` and `leaf` are the hashes that chain it, as hexadecimal text. `about` holds further
    texts by name (docs/duty-log.md lists them). `supersedes` is the entry that this one corrects,
    `superseded_by` the one that corrects this one: that is not stored in the entry, but known when
    it is read. `severity` and the rest are empty or lowest in an unreadable entry.
    """

    seq: int
    log_id: str
    at: str
    written: str
    author: str
    device: str
    kind: EntryKind
    severity: Severity
    text: str
    clock_flag: ClockFlag
    prev: str
    leaf: str
    supersedes: int | None = None
    reason: str = ""
    boot_id: str = ""
    epoch: int = 0
    mono_ms: int = 0
    tz: str = ""
    latest: str = ""
    attachments: tuple[Attachment, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    v: int = field(default=ENTRY_FORMAT)
    superseded_by: int | None = None

    @property
    def minutes_late(self) -> int:
        """Return how many whole minutes after the event the entry was written; 0 if before."""
        if not self.written or not self.at:
            return 0
        gap = (from_text(self.written) - from_text(self.at)).total_seconds()
        return max(0, int(gap // 60))

    @property
    def follows(self) -> int | None:
        """Return the number of the entry that this one goes on from, or None."""
        return _number(self.about.get("follows", ""))

    @property
    def closes(self) -> int | None:
        """Return the number of the open item that this entry closes, or None."""
        return _number(self.about.get("closes", ""))

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the names under which the entry is found again."""
        return tuple(self.about.get("topics", "").split())


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerdict:
    """Whether the book is whole; if not, the first wrong entry and what is wrong with it.

    `what` is empty when whole, else one of `altered` (content and hash disagree, with each other,
    with the next entry, with the tree or with a seal), `gap` (a number is missing, also at the
    end, where tree or seals say that there was more), `chain` (an entry does not continue the one
    before it), `unreadable`, `correction` (it corrects what was corrected already, or what is not
    there), `tree` (the tree lacks the entry), `seal` (the seal at this entry is none, or of a key
    that the book does not know), `attachment` (a file of the entry is missing or another one),
    `unguarded` (every entry is right, but the triggers that stop mistakes are gone; there is no
    first wrong entry then). `count` is how many entries were read, `sealed` how many of them the
    newest good seal covers, `fingerprint` that of its key.
    """

    whole: bool
    count: int
    first_wrong: int | None = None
    what: str = ""
    sealed: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealState:
    """How the book is sealed on this account.

    `place` is where the key is kept (`os-keyring`, `file-passphrase`, `none`), `is_closed` whether
    it waits for its passphrase, `fingerprint` that of the key when it is open, `public_key` the
    key as receivers take it. `sealed` is how many of `count` entries the newest seal covers.
    """

    place: str
    is_closed: bool
    fingerprint: str
    public_key: str
    sealed: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExport:
    """What was exported: the folder, first and last entry, whether a seal covers all of them."""

    folder: Path
    first: int
    last: int
    is_sealed: bool
    verdict: LogVerdict
