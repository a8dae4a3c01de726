"""Continuity: whether the log in a bundle goes on from what is held of it."""

from collections.abc import Mapping

from core.model.exchange import LogState
from core.seal.note import Checkpoint
from core.seal.proof import read_consistency
from core.seal.refusal import SealError
from core.seal.tree import continues


def judge(
    held: Checkpoint | None, came: Checkpoint | None, proofs: Mapping[int, bytes]
) -> LogState:
    """Compare the newest checkpoint held of a log with the one that came.

    `proofs` are the consistency proofs that came along, by old size. A log never counts as
    continued without one; a smaller one went back, an equal one with another root was forked.
    """
    if came is None:
        return LogState.NONE
    if held is None:
        return LogState.FIRST
    if came.size == held.size:
        return LogState.SAME if came.root == held.root else LogState.FORKED
    if came.size < held.size:
        return LogState.ROLLED_BACK
    return _proven(held, came, proofs.get(held.size, b""))


def _proven(held: Checkpoint, came: Checkpoint, proof: bytes) -> LogState:
    try:
        found = read_consistency(proof.decode("utf-8", "replace"))
    except SealError:
        return LogState.NOT_CONTINUOUS
    leads = found.number == held.size and continues(
        held.size, held.root, came.size, came.root, found.hashes
    )
    return LogState.CONTINUES if leads else LogState.NOT_CONTINUOUS
