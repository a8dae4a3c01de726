"""The watch over tree and seals while the entries are read: all three have to say the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from core.duty.sealing import origin_of
from core.duty.terms import PUBLIC_KEY, REPLACES
from core.model.duty import EntryKind
from core.seal.canonical import Json
from core.seal.note import Checkpoint, NamedKey, parse, verify
from core.seal.refusal import SealError
from core.seal.tree import completed_by, node_hash

_ENROLLING = (EntryKind.BOOK_OPENED, EntryKind.KEY_CHANGED)


class TreeWatch:
    """Makes the tree anew from the leaves and compares it with what is stored and sealed.

    `sealed` is how many entries the newest good seal covers so far, `fingerprint` that of its key.
    """

    def __init__(
        self,
        nodes: Callable[[int], Iterator[tuple[int, bytes]]],
        checkpoints: Sequence[tuple[int, str]],
    ) -> None:
        """Take the stored nodes of each level, in order, and the stored checkpoints."""
        self.sealed = 0
        self.fingerprint = ""
        self._nodes = nodes
        self._levels: list[Iterator[tuple[int, bytes]]] = [nodes(0)]
        self._ahead = next(self._levels[0], None)
        self._has_tree = self._ahead is not None
        self._checkpoints = iter(checkpoints)
        self._next = next(self._checkpoints, None)
        self._left: list[bytes] = []
        self._keys: list[NamedKey] = []
        self._rotation: tuple[NamedKey, NamedKey] | None = None
        self._origin = ""

    def fault_of(self, seq: int, leaf: bytes, form: Mapping[str, Json]) -> tuple[int, str] | None:
        """Take the next entry; return what tree or seals do not agree with, or None."""
        if form["kind"] in _ENROLLING:
            self._enrol(form)
        elif form["kind"] == EntryKind.KEY_ROTATED and not self._rotate(form):
            return seq, "seal"
        fault = None
        # All of them first: each is made of the left part that the next statement replaces.
        for level, index, found in list(completed_by(leaf, seq - 1, self._own)):
            if level == len(self._left):
                self._left.append(found)
            self._left[level] = found
            if self._has_tree and fault is None:
                fault = self._compare(level, index, found)
        if fault is not None:
            return fault
        if self._next is not None and self._next[0] <= seq:
            size, note = self._next
            self._next = next(self._checkpoints, None)
            return self._fault_of_seal(seq, size, note)
        return None

    def fault_at_end(self, count: int) -> tuple[int, str] | None:
        """Say whether tree or seals know of more entries than there are."""
        if self._ahead is not None or self._next is not None:
            return count + 1, "gap"
        return None

    def _own(self, level: int, index: int) -> bytes:
        return self._left[level]

    def _enrol(self, form: Mapping[str, Json]) -> None:
        log_id = form["log_id"]
        if not self._origin and isinstance(log_id, str):
            self._origin = origin_of(log_id)
        key = self._key_in(form, PUBLIC_KEY)
        if key is not None:
            self._keys.append(key)

    def _rotate(self, form: Mapping[str, Json]) -> bool:
        """Wait for the seal that both keys sign; say whether old and new key can be told."""
        old, new = self._key_in(form, REPLACES), self._key_in(form, PUBLIC_KEY)
        if old is None or new is None or old not in self._keys or self._rotation is not None:
            return False
        self._keys.append(new)
        self._rotation = (old, new)
        return True

    def _key_in(self, form: Mapping[str, Json], name: str) -> NamedKey | None:
        """Return the key of this book under a name in an entry, None where there is none."""
        about = form["about"]
        text = about.get(name) if isinstance(about, dict) else None
        if not isinstance(text, str):
            return None
        try:
            key = NamedKey.from_text(text)
        except ValueError:
            return None
        return key if key.name == self._origin else None

    def _compare(self, level: int, index: int, found: bytes) -> tuple[int, str] | None:
        if level == len(self._levels):
            self._levels.append(self._nodes(level))
        if level:
            stored = next(self._levels[level], None)
        else:
            stored, self._ahead = self._ahead, next(self._levels[0], None)
        first = (index << level) + 1
        if stored is None or stored[0] != index:
            return first, "tree"
        return None if stored[1] == found else (first, "altered" if not level else "tree")

    def _fault_of_seal(self, seq: int, size: int, note: str) -> tuple[int, str] | None:
        try:
            parsed = parse(note.encode())
            checkpoint = Checkpoint.from_text(parsed.text)
            signers = verify(parsed, self._keys)
        except (SealError, UnicodeEncodeError):
            return seq, "seal"
        if (checkpoint.origin, checkpoint.size, size) != (self._origin, size, seq):
            return seq, "seal"
        if self._rotation is not None:
            # The old key vouches for the new one once, and counts for nothing from then on.
            if not set(self._rotation) <= set(signers):
                return seq, "seal"
            self._keys.remove(self._rotation[0])
            signers, self._rotation = (self._rotation[1],), None
        if checkpoint.root != self._root(seq):
            # Somewhere among the entries since the last good seal; the chain cannot tell which.
            return self.sealed + 1, "altered"
        self.sealed, self.fingerprint = seq, signers[0].key.fingerprint
        return None

    def _root(self, size: int) -> bytes:
        """Return the root over all leaves so far: the open left parts, joined from the right."""
        root = b""
        for level, left in enumerate(self._left):
            if size >> level & 1:
                root = node_hash(left, root) if root else left
        return root
