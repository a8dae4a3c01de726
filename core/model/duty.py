"""Duty entries: what stands in the duty book, and what its verification says."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.model.moments import from_text
from core.model.result import Severity

ENTRY_FORMAT = 1
"""Version of the canonical form of an entry."""


class EntryKind(StrEnum):
    """Kinds of entry; the words and templates stand under `duty.kind.<code>`."""

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


class ClockFlag(StrEnum):
    """What was odd about the clock when an entry was written; nothing is ever refused for it."""

    NONE = ""
    TURNED_BACK = "turned_back"
    BEFORE_RELEASE = "before_release"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What the person on duty wants written. `at` is when it happened (ISO); empty means now."""

    text: str
    kind: EntryKind = EntryKind.OTHER
    severity: Severity = Severity.LOW
    at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the book as stored. Order is by `seq`, never by time.

    `at` is when it happened, `written` when it was written (both UTC, ISO), `prev` and `leaf` are
    the hashes that chain it, as hexadecimal text.
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
    v: int = field(default=ENTRY_FORMAT)

    @property
    def minutes_late(self) -> int:
        """Return how many whole minutes after the event the entry was written; 0 if before."""
        gap = (from_text(self.written) - from_text(self.at)).total_seconds()
        return max(0, int(gap // 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerdict:
    """Whether the book is whole; if not, the first wrong entry and what is wrong with it.

    `what` is empty when whole, else one of `altered`, `gap`, `chain`, `unreadable`, `unguarded`
    (the triggers that stop mistakes are gone); `count` is how many entries were read.
    """

    whole: bool
    count: int
    first_wrong: int | None = None
    what: str = ""
