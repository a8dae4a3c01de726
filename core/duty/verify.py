"""Verification: whether every entry is as it was written, follows the last, and is sealed."""

from collections.abc import Collection, Iterable, Iterator

from core.duty.form import ERASED, NAMES, NO_LEAF
from core.duty.tree_watch import TreeWatch
from core.model.duty import ENTRY_FORMAT, EntryKind
from core.model.errors import KnownError
from core.model.log_state import LogVerdict
from core.seal.canonical import CanonicalError, Json, read_canonical_plain
from core.seal.tree import leaf_hash
from core.store.log import LogRow, LogRows

Fault = tuple[int, str]
"""The number of the first wrong entry, and what is wrong."""


class _Chain:
    """What the next entry must continue."""

    __slots__ = ("corrected", "erased", "files", "form", "leaf", "log_id", "seq")

    def __init__(self) -> None:
        self.seq = 0
        self.leaf = NO_LEAF
        self.log_id: Json = None
        self.form: dict[str, Json] = {}
        self.corrected: set[int] = set()
        self.files: dict[str, int] = {}
        self.erased: set[str] = set()

    def fault_of(self, row: LogRow) -> Fault | None:
        """Return the number of the first wrong entry and what is wrong, or None and go on."""
        seq = self.seq + 1
        if row.seq != seq:
            return (seq, "gap") if row.seq > seq else (row.seq, "chain")
        if leaf_hash(row.canon) != row.leaf:
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
        self.seq, self.leaf, self.form = seq, row.leaf, form
        return self._fault_of_references()

    def _fault_of_references(self) -> Fault | None:
        """Note which files the entry names; find one that corrects what it may not."""
        form = self.form
        if form["attachments"]:
            self._note_files(form["attachments"])
        if form["kind"] == EntryKind.ATTACHMENT_ERASED and isinstance(form["about"], dict):
            self.erased.add(str(form["about"].get(ERASED)))
        target = form["supersedes"]
        if target is None:
            return None
        if not isinstance(target, int) or not 0 < target < self.seq or target in self.corrected:
            return self.seq, "correction"
        self.corrected.add(target)
        return None

    def _note_files(self, attachments: Json) -> None:
        for each in attachments if isinstance(attachments, list) else ():
            if isinstance(each, dict):
                self.files.setdefault(str(each.get("sha256")), self.seq)


def verify_book(log: LogRows) -> LogVerdict:
    """Verify entries, tree, seals and files of a book; see `verify_rows`."""
    return verify_rows(
        log.in_order(),
        is_guarded=log.is_guarded(),
        tree=TreeWatch(log.nodes, log.checkpoints()),
        sound_files=log.sound_files(),
    )


def verify_rows(
    rows: Iterable[LogRow],
    *,
    is_guarded: bool,
    tree: TreeWatch | None = None,
    sound_files: Iterable[str] = (),
) -> LogVerdict:
    """Read every row in order and say whether the book is whole; stop at the first wrong entry.

    Without seals whole means: nothing was changed, taken out, put in or moved without making
    every later entry anew. A good seal says it of every entry that it covers, for everyone who
    does not have the key. Neither shows entries after the newest seal that were cut off with their
    nodes, nor a whole book put back as it was earlier: that takes a checkpoint that someone else
    holds. Rows that the file no longer gives up count as unreadable.
    """
    chain = _Chain()
    tree = TreeWatch(lambda level: iter(()), ()) if tree is None else tree
    try:
        fault = _first_fault(chain, tree, iter(rows)) or tree.fault_at_end(chain.seq)
        fault = fault or _fault_of_files(chain, set(sound_files) if chain.files else ())
    except KnownError:
        fault = chain.seq + 1, "unreadable"
    first, what = fault or (None, "" if is_guarded else "unguarded")
    return LogVerdict(
        whole=not what,
        count=chain.seq,
        first_wrong=first,
        what=what,
        sealed=tree.sealed,
        fingerprint=tree.fingerprint,
    )


def _first_fault(chain: _Chain, tree: TreeWatch, rows: Iterator[LogRow]) -> Fault | None:
    for row in rows:
        before = chain.seq
        fault = chain.fault_of(row)
        if fault is not None:
            chain.seq = before
            return fault
        fault = tree.fault_of(chain.seq, row.leaf, chain.form)
        if fault is not None:
            return fault
    return None


def _fault_of_files(chain: _Chain, sound: Collection[str]) -> Fault | None:
    wrong = [
        seq
        for sha256, seq in chain.files.items()
        if sha256 not in sound and sha256 not in chain.erased
    ]
    return (min(wrong), "attachment") if wrong else None
