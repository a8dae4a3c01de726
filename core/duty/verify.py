"""Verification: whether every entry is as it was written and continues the one before it."""

from collections.abc import Iterable, Iterator

from core.duty.form import NAMES
from core.duty.leaf import NO_LEAF, leaf_of
from core.model.duty import ENTRY_FORMAT, EntryKind, LogVerdict
from core.model.errors import KnownError
from core.seal.canonical import CanonicalError, Json, read_canonical_plain
from core.store.log import LogRow


class _Chain:
    """What the next entry must continue."""

    __slots__ = ("leaf", "log_id", "seq")

    def __init__(self) -> None:
        self.seq = 0
        self.leaf = NO_LEAF
        self.log_id: Json = None

    def fault_of(self, row: LogRow) -> tuple[int, str] | None:
        """Return the number of the first wrong entry and what is wrong, or None and go on."""
        seq = self.seq + 1
        if row.seq != seq:
            return (seq, "gap") if row.seq > seq else (row.seq, "chain")
        if leaf_of(row.canon) != row.leaf:
            return seq, "altered"
        try:
            form = read_canonical_plain(row.canon)
        except CanonicalError:
            return seq, "unreadable"
        if form.keys() != NAMES or form["v"] != ENTRY_FORMAT:
            return seq, "unreadable"
        if form["seq"] != seq or form["prev"] != row.prev.hex():
            return seq, "chain"
        if row.prev != self.leaf:
            # This entry agrees with itself, so the one it names has been exchanged.
            return (seq, "chain") if seq == 1 else (seq - 1, "altered")
        if seq == 1:
            self.log_id = form["log_id"]
            if form["kind"] != EntryKind.BOOK_OPENED:
                return seq, "chain"
        if form["log_id"] != self.log_id:
            return seq, "chain"
        self.seq, self.leaf = seq, row.leaf
        return None


def verify_rows(rows: Iterable[LogRow], *, is_guarded: bool) -> LogVerdict:
    """Read every row in order and say whether the book is whole; stop at the first wrong entry.

    Whole means: nothing was changed, taken out, put in or moved without making every later entry
    anew. It does not show entries that were cut off at the end, nor a whole book written anew:
    that takes a checkpoint which someone else holds. The newest entry is vouched for by its own
    hash alone. Rows that the file no longer gives up count as unreadable.
    """
    chain = _Chain()
    try:
        fault = _first_fault(chain, iter(rows))
    except KnownError:
        fault = chain.seq + 1, "unreadable"
    if fault is not None:
        return LogVerdict(whole=False, count=chain.seq, first_wrong=fault[0], what=fault[1])
    if not is_guarded:
        return LogVerdict(whole=False, count=chain.seq, what="unguarded")
    return LogVerdict(whole=True, count=chain.seq)


def _first_fault(chain: _Chain, rows: Iterator[LogRow]) -> tuple[int, str] | None:
    return next((fault for row in rows if (fault := chain.fault_of(row)) is not None), None)
