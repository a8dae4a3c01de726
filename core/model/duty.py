"""Duty entries: what stands in the duty book, and what its verification says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.model.moments import from_text
from core.model.severity import Severity

ENTRY_FORMAT = 1
"""Version of the canonical form of an entry."""


class EntryKind(StrEnum):
    """Kinds of entry; the words and templates stand under `duty.kind.<code>`.

    The last two are never chosen by a person: the program opens the book, and `unreadable` is
    shown in place of an entry whose stored bytes cannot be read.
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
    OTHER = "other"
    BOOK_OPENED = "book_opened"
    UNREADABLE = "unreadable"


BY_PROGRAM = frozenset((EntryKind.BOOK_OPENED, EntryKind.UNREADABLE))
"""Kinds that nobody can choose."""


class ClockFlag(StrEnum):
    """What was odd about the times of an entry; nothing is ever refused for it.

    `turned_back`: the clock stood more than two minutes before the latest time in the book.
    `before_release`: it stood before the day this program was released. `odd_event_time`: the
    event is said to lie more than a day ahead of the clock, or before 2020.
    """

    NONE = ""
    TURNED_BACK = "turned_back"
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
    empty means now. `author` is as declared; empty means the account's own name.
    """

    text: str
    kind: EntryKind = EntryKind.OTHER
    severity: Severity = Severity.LOW
    at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the book as stored. Order is by `seq`, never by time.

    `at` is when it happened, `written` when it was written (both UTC, ISO); `tz` is the machine's
    offset then. `boot_id` and `mono_ms` are the machine's start and its steady clock, `latest` is
    the latest `written` in the book so far, `epoch` counts the keys of the book, 0 for none.
    `prev` and `leaf` are the hashes that chain it, as hexadecimal text. `about` holds what the
    program itself recorded, by name, in entries without text. `severity` and the rest are empty
    or lowest in an unreadable entry.
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

    @property
    def minutes_late(self) -> int:
        """Return how many whole minutes after the event the entry was written; 0 if before."""
        if not self.written or not self.at:
            return 0
        gap = (from_text(self.written) - from_text(self.at)).total_seconds()
        return max(0, int(gap // 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerdict:
    """Whether the book is whole; if not, the first wrong entry and what is wrong with it.

    `what` is empty when whole, else one of `altered` (content and hash disagree, with each other
    or with the next entry), `gap` (a number is missing), `chain` (an entry does not continue the
    one before it), `unreadable`, `unguarded` (every entry is right, but the triggers that stop
    mistakes are gone; there is no first wrong entry then). `count` is how many entries were read.
    """

    whole: bool
    count: int
    first_wrong: int | None = None
    what: str = ""
