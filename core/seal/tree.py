"""The Merkle tree of a log (RFC 6962 2.1, RFC 9162 2.1): roots and both kinds of proof.

The tree over n leaves is made of complete subtrees that never change again. A node is named by
its level (0 for leaves) and its index there: it covers the leaves from `index << level` on.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

Fetch = Callable[[int, int], bytes | None]
"""Gives the hash of a complete subtree by level and index, None where it is missing."""

EMPTY_ROOT = hashlib.sha256(b"").digest()

_LEAF, _NODE = b"\x00", b"\x01"


class MissingNodeError(LookupError):
    """A subtree that is needed is not there."""


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return hashlib.sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring subtrees together."""
    return hashlib.sha256(_NODE + left + right).digest()


def completed_by(leaf: bytes, index: int, fetch: Fetch) -> Iterator[tuple[int, int, bytes]]:
    """Yield level, index and hash of the subtrees that the leaf at `index` (from 0) completes.

    The leaf itself comes first. It ends early where a left neighbour is missing.
    """
    level = 0
    yield level, index, leaf
    while index % 2:
        left = fetch(level, index - 1)
        if left is None:
            return
        leaf = node_hash(left, leaf)
        level, index = level + 1, index // 2
        yield level, index, leaf


def root_of(size: int, fetch: Fetch) -> bytes:
    """Return the root of the tree over the first `size` leaves; MissingNodeError."""
    return _range(0, size, fetch) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, fetch: Fetch) -> tuple[bytes, ...]:
    """Return the hashes that lead from the leaf at `index` to the root over `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} among {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range(middle, high, fetch))
            high = middle
        else:
            path.append(_range(low, middle, fetch))
            low = middle
    return tuple(reversed(path))


def consistency_proof(old: int, size: int, fetch: Fetch) -> tuple[bytes, ...]:
    """Return the hashes that show a tree over `size` leaves to begin with that over `old`."""
    if not 0 < old <= size:
        raise ValueError(f"{old} is no earlier size than {size}")
    path: list[bytes] = []
    low, high = 0, size
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_range(middle, high, fetch))
            high = middle
        else:
            path.append(_range(low, middle, fetch))
            low = middle
    if low:
        path.append(_range(low, high, fetch))
    return tuple(reversed(path))


def includes(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether a proof leads from the leaf at `index` to the root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last = index, size - 1
    found = leaf
    for each in proof:
        if not last:
            return False
        if at % 2 or at == last:
            found = node_hash(each, found)
            while not at % 2 and at:
                at, last = at // 2, last // 2
        else:
            found = node_hash(found, each)
        at, last = at // 2, last // 2
    return not last and found == root


def continues(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the tree of `size` is shown to begin with that of `old` (RFC 9162 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    hashes = list(proof) if old & (old - 1) else [old_root, *proof]
    if not hashes:
        return False
    at, last = old - 1, size - 1
    while at % 2:
        at, last = at // 2, last // 2
    before = after = hashes[0]
    for each in hashes[1:]:
        if not last:
            return False
        if at % 2 or at == last:
            before, after = node_hash(each, before), node_hash(each, after)
            while not at % 2 and at:
                at, last = at // 2, last // 2
        else:
            after = node_hash(after, each)
        at, last = at // 2, last // 2
    return not last and before == old_root and after == root


def _range(low: int, high: int, fetch: Fetch) -> bytes:
    """Return the hash over the leaves from `low` up to `high`, as RFC 6962 divides them."""
    length = high - low
    level = length.bit_length() - 1
    if length == 1 << level:
        found = fetch(level, low >> level)
        if found is None:
            raise MissingNodeError(f"level {level}, index {low >> level}")
        return found
    middle = low + _split(length)
    return node_hash(_range(low, middle, fetch), _range(middle, high, fetch))


def _split(length: int) -> int:
    """Return the largest power of two below a length."""
    return 1 << (length - 1).bit_length() - 1
