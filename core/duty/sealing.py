"""Sealing: when the tree of the book is signed, and what a seal of it looks like."""

from collections.abc import Collection
from datetime import timedelta

from core.duty.form import to_entry
from core.model.duty import EntryKind
from core.model.moments import from_text
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, parse, sign
from core.seal.refusal import SealError
from core.store.log import Head, LogRows

ENTRIES_BETWEEN = 50
TIME_BETWEEN = timedelta(minutes=15)

AT_ONCE = frozenset(
    (EntryKind.SHIFT_START, EntryKind.HANDOVER, EntryKind.KEY_CHANGED, EntryKind.KEY_ROTATED)
)
"""Kinds of entry that are sealed with everything before them."""

_ORIGIN = "trucan/duty-log/"


def origin_of(log_id: str) -> str:
    """Return the name under which checkpoints of a book stand, also the name of its keys."""
    return _ORIGIN + log_id


def named(key: SigningKey, log_id: str) -> NamedKey:
    """Return the public key of a seal as the book enrols it."""
    return NamedKey(origin_of(log_id), key.verify_key)


def seal_note(head: Head, log_id: str, key: SigningKey) -> str | None:
    """Return the signed checkpoint of a head; None where that would contradict an earlier one.

    A book that lost its end, or that was rewritten, is never sealed again: its seals are what
    shows it.
    """
    if head.sealed >= head.size:
        return None
    if head.sealed:
        try:
            earlier = Checkpoint.from_text(parse(head.note.encode()).text)
        except SealError:
            return None
        if (earlier.size, earlier.root) != (head.sealed, head.root_then):
            return None
    origin = origin_of(log_id)
    text = Checkpoint(origin=origin, size=head.size, root=head.root).to_text()
    return sign(text, origin, key)


def is_due(log: LogRows, head: Head, written_now: Collection[EntryKind], now: str) -> bool:
    """Say whether a head is to be sealed now (ISO moment), given the kinds just written."""
    if not head.sealed or head.size - head.sealed >= ENTRIES_BETWEEN:
        return True
    if not AT_ONCE.isdisjoint(written_now):
        return True
    row = log.row(head.sealed)
    written = "" if row is None else to_entry(row).written
    # A clock that was turned back says nothing about how long ago the last seal was.
    return not written or not timedelta() <= from_text(now) - from_text(written) < TIME_BETWEEN
