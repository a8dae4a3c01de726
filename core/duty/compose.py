"""Composing: what people typed, as drafts that are ready to be stamped and stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.duty.attach import FILES_LIMIT, PreparedFile, prepare
from core.duty.form import ERASED, name_key, original_key
from core.duty.typed import ABOUT_LIMIT, clean_name, clean_text, read_event_time
from core.model.backup import Restored
from core.model.duty import Attachment, Entry, EntryKind
from core.model.errors import Exit, KnownError
from core.model.moments import from_text
from core.model.new_entry import Correction, NewEntry
from core.model.severity import Severity

FOLLOWS = "follows"
CLOSES = "closes"
TOPICS = "topics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it is stamped. `event` is when it happened, None for now."""

    kind: EntryKind
    author: str
    text: str = ""
    severity: Severity = Severity.LOW
    event: datetime | None = None
    supersedes: int | None = None
    reason: str = ""
    attachments: tuple[Attachment, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


def of_new(new: NewEntry, author: str, now: datetime) -> tuple[Draft, tuple[PreparedFile, ...]]:
    """Return the draft of a new entry and the files that go with it; KnownError refuses it."""
    text = clean_text(new.text)
    event = read_event_time(new.at, now) if new.at.strip() else None
    if new.kind is EntryKind.FROM_PAPER and event is None:
        raise KnownError("paper_time", Exit.USAGE)
    if len(new.files) > FILES_LIMIT:
        raise KnownError("attachment_many", Exit.USAGE, limit=FILES_LIMIT)
    files = tuple(prepare(path) for path in new.files)
    about = {
        "told": clean_name(new.told),
        "channel": clean_name(new.channel),
        "paper_page": clean_name(new.paper_page),
        "paper_author": clean_name(new.paper_author),
        FOLLOWS: "" if new.follows is None else str(new.follows),
        CLOSES: "" if new.closes is None else str(new.closes),
        TOPICS: " ".join(new.topics),
        **{name: clean_name(text, ABOUT_LIMIT) for name, text in new.about.items()},
    }
    for number, each in enumerate(files, 1):
        about[name_key(number)] = each.name
        about[original_key(number)] = each.original
    draft = Draft(
        kind=new.kind,
        author=clean_name(new.author) or author,
        text=text,
        severity=new.severity,
        event=event,
        attachments=tuple(each.attachment for each in files),
        about={name: value for name, value in about.items() if value},
    )
    return draft, files


def of_correction(correction: Correction, author: str, now: datetime) -> Callable[[Entry], Draft]:
    """Return what makes the draft of a correction, given the entry; KnownError refuses it."""
    text = clean_text(correction.text)
    reason = reason_of(correction.reason)
    event = read_event_time(correction.at, now) if correction.at.strip() else None
    name = clean_name(correction.author) or author

    def of(entry: Entry) -> Draft:
        return Draft(
            kind=EntryKind.CORRECTION,
            author=name,
            text=text,
            severity=entry.severity,
            event=event or from_text(entry.at),
            supersedes=entry.seq,
            reason=reason,
        )

    return of


def of_erasure(seq: int, sha256: str, reason: str, author: str) -> Draft:
    """Return the draft that says which file was erased, and why; KnownError without a reason."""
    return Draft(
        kind=EntryKind.ATTACHMENT_ERASED,
        author=author,
        reason=reason_of(reason),
        about={ERASED: sha256, FOLLOWS: str(seq)},
    )


def of_restoration(done: Restored, reason: str, author: str) -> Draft:
    """Return the draft that says from which copy the book was restored; KnownError as above."""
    about = {
        "backup": done.card.file.name,
        "backup_made": done.card.at,
        "backup_entries": str(done.card.entries),
        "entries_before": str(done.before),
        "aside": done.aside.name if done.aside else "",
    }
    return Draft(
        kind=EntryKind.RESTORED,
        author=author,
        reason=reason_of(reason),
        about={name: value for name, value in about.items() if value},
    )


def reason_of(typed: str) -> str:
    """Return a reason as it is stored; KnownError where there is none."""
    if not typed.strip():
        raise KnownError("reason_empty", Exit.USAGE)
    return clean_text(typed)
