"""The Merkle tree: every size below 70 against another implementation, and every false proof."""

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proofbundle import merkle

from core.seal.tree import (
    EMPTY_ROOT,
    Fetch,
    MissingNodeError,
    completed_by,
    consistency_proof,
    continues,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)

LARGEST = 70
CONTENT = [f"mục {number}".encode() for number in range(LARGEST)]
SIZES = range(1, LARGEST + 1)


@cache
def _fetch() -> Fetch:
    nodes: dict[tuple[int, int], bytes] = {}
    for index, content in enumerate(CONTENT):
        for level, at, found in completed_by(leaf_hash(content), index, lambda *n: nodes.get(n)):
            nodes[level, at] = found
    return lambda *name: nodes.get(name)


@cache
def _root(size: int) -> bytes:
    return root_of(size, _fetch())


def _flipped(some: bytes) -> bytes:
    return bytes([some[0] ^ 1]) + some[1:]


def test_the_published_hashes() -> None:
    """RFC 6962 2.1: of nothing, of an empty leaf."""
    assert EMPTY_ROOT == hashlib.sha256(b"").digest() == root_of(0, lambda level, index: None)
    assert leaf_hash(b"").hex().startswith("6e340b9cffb37a98")


@pytest.mark.parametrize("size", SIZES)
def test_another_implementation_agrees(size: int) -> None:
    """Root, every proof of inclusion, every proof of consistency; and it accepts ours."""
    root = _root(size)
    assert root == merkle.merkle_tree_hash(CONTENT[:size])
    for index in range(size):
        proof = inclusion_proof(index, size, _fetch())
        leaf = leaf_hash(CONTENT[index])
        assert list(proof) == merkle.inclusion_proof(CONTENT[:size], index)
        assert merkle.verify_inclusion(CONTENT[index], index, size, list(proof), root)
        assert includes(leaf, index, size, root, proof)
    for old in range(1, size + 1):
        shown = consistency_proof(old, size, _fetch())
        assert list(shown) == merkle.consistency_proof(CONTENT[:size], old)
        assert merkle.verify_consistency(old, size, list(shown), _root(old), root)
        assert continues(old, _root(old), size, root, shown)


@pytest.mark.parametrize("size", SIZES)
def test_an_altered_proof_of_inclusion_is_refused(size: int) -> None:
    """Another leaf, place, size or root; a hash changed, missing or too many."""
    root = _root(size)
    for index in range(size):
        proof = inclusion_proof(index, size, _fetch())
        leaf = leaf_hash(CONTENT[index])
        assert not includes(_flipped(leaf), index, size, root, proof)
        assert not includes(leaf, index, size, _flipped(root), proof)
        assert not includes(leaf, index, size, root, (*proof, root))
        assert not includes(leaf, size, size, root, proof)
        assert not includes(leaf, -1, size, root, proof)
        assert not any(
            includes(leaf, other, size, root, proof) for other in range(size) if other != index
        )
        for at in range(len(proof)):
            changed = (*proof[:at], _flipped(proof[at]), *proof[at + 1 :])
            assert not includes(leaf, index, size, root, changed)
            assert not includes(leaf, index, size, root, proof[:at] + proof[at + 1 :])


@pytest.mark.parametrize("size", SIZES)
def test_an_altered_proof_of_consistency_is_refused(size: int) -> None:
    """Another old root, new root or old size; a hash changed, missing or too many."""
    root = _root(size)
    for old in range(1, size + 1):
        proof = consistency_proof(old, size, _fetch())
        before = _root(old)
        assert not continues(old, _flipped(before), size, root, proof)
        assert not continues(old, before, size, _flipped(root), proof)
        assert not continues(old, before, size, root, (*proof, root))
        assert not continues(0, before, size, root, proof)
        assert not continues(size + 1, before, size, root, proof)
        for at in range(len(proof)):
            changed = (*proof[:at], _flipped(proof[at]), *proof[at + 1 :])
            assert not continues(old, before, size, root, changed)
            assert not continues(old, before, size, root, proof[:at] + proof[at + 1 :])


@given(
    st.integers(1, LARGEST), st.integers(1, LARGEST), st.lists(st.binary(min_size=32, max_size=32))
)
def test_arbitrary_hashes_prove_nothing(old: int, size: int, hashes: list[bytes]) -> None:
    """Whatever stands in a proof, nothing false is accepted and nothing crashes."""
    assert not includes(leaf_hash(b"other"), old - 1, size, _root(size), hashes)
    assert continues(old, _root(old), size, _root(size), hashes) == (old == size and not hashes)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    """A place outside the tree, an older size above the present one."""
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, _fetch())
    with pytest.raises(ValueError, match="no earlier"):
        consistency_proof(size + 1, size, _fetch())


def test_a_missing_subtree_is_told() -> None:
    """Nothing is computed over a hole; nodes stop where the left neighbour is missing."""
    with pytest.raises(MissingNodeError):
        root_of(3, lambda level, index: None)

    assert len(list(completed_by(bytes(32), 7, lambda level, index: None))) == 1
