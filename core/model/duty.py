"""Duty entries: what stands in the duty book, and what its verification says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.model.moments import from_text
from core.model.severity import Severity

ENTRY_FORMAT = 1

LATE_FROM = 5
"""Minutes after the event from which on an entry counts as written late."""
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
    def is_late(self) -> bool:
        """Say whether it counts as written late."""
        return self.minutes_late >= LATE_FROM

    @property
    def is_author_verified(self) -> bool:
        """Say whether its author gave a PIN for this very entry; a correction never has one."""
        return self.supersedes is None and bool(self.about.get("verified"))

    @property
    def file_names(self) -> tuple[str, ...]:
        """Return the names of its files as they were given, in order."""
        numbers = range(1, len(self.attachments) + 1)
        return tuple(self.about.get(f"attachment_{each}_name", "") for each in numbers)

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


def authorship(entries: Iterable[Entry]) -> str:
    """Return what a print of entries says of their authors, a key under `duty.export`.

    `declared`: none of them gave a PIN; `declared_but`: some did, which their own marks say;
    `ordered`: every one did, so that only the order is left to be told.
    """
    verified = {each.is_author_verified for each in entries if each.author}
    if verified == {True}:
        return "ordered"
    return "declared_but" if True in verified else "declared"
