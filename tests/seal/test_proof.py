"""Proofs as files: another implementation reads and accepts them, and refuses altered ones."""

import pytest
from proofbundle import merkle
from proofbundle.checkpoint import verify_checkpoint
from proofbundle.errors import ProofBundleError
from proofbundle.tlogproof import format_tlog_proof, parse_tlog_proof, verify_tlog_proof

from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, sign
from core.seal.proof import (
    read_consistency,
    read_inclusion,
    write_consistency,
    write_inclusion,
)
from core.seal.refusal import SealError, Why

ORIGIN = "trucan/duty-log/0123456789abcdef"
KEY = SigningKey(bytes(range(32)))
NAMED = NamedKey(ORIGIN, KEY.verify_key)
CONTENT = [f"mục {number}".encode() for number in range(11)]
ROOT = merkle.merkle_tree_hash(CONTENT)
NOTE = sign(Checkpoint(origin=ORIGIN, size=len(CONTENT), root=ROOT).to_text(), ORIGIN, KEY)


def _accepted(proof: str, content: bytes) -> bool:
    return bool(verify_tlog_proof(proof, content, NAMED.to_text())["ok"])


def test_another_implementation_accepts_a_checkpoint() -> None:
    """Its reading of ours: origin, size, root, and a good signature."""
    found = verify_checkpoint(NOTE, NAMED.to_text())

    assert found["ok"]
    assert (found["origin"], found["tree_size"]) == (ORIGIN, 11)
    assert found["root"] == ROOT


@pytest.mark.parametrize(
    ("old", "new"), [("\n11\n", "\n12\n"), (ORIGIN, ORIGIN + "0"), ("— ", "- ")]
)
def test_an_altered_checkpoint_is_refused(old: str, new: str) -> None:
    """Another size, another log, another line of signature."""
    try:
        accepted = bool(verify_checkpoint(NOTE.replace(old, new, 1), NAMED.to_text())["ok"])
    except ProofBundleError:
        accepted = False

    assert not accepted


@pytest.mark.parametrize("index", range(len(CONTENT)))
def test_another_implementation_accepts_a_proof(index: int) -> None:
    """To the byte what it writes itself; nothing else is proven by it."""
    hashes = merkle.inclusion_proof(CONTENT, index)
    text = write_inclusion(index, hashes, NOTE)

    assert text == format_tlog_proof(index, hashes, NOTE)
    assert parse_tlog_proof(text)["index"] == index
    assert _accepted(text, CONTENT[index])
    assert not _accepted(text, CONTENT[index] + b".")
    assert not _accepted(text.replace(f"index {index}", f"index {index + 1}"), CONTENT[index])
    assert not _accepted(text.replace("\n11\n", "\n12\n"), CONTENT[index])


def test_proofs_are_read_back() -> None:
    """Ours, theirs with extra content, and those of consistency."""
    hashes = tuple(merkle.inclusion_proof(CONTENT, 4))
    found = read_inclusion(format_tlog_proof(4, hashes, NOTE, b"extra"))
    shown = tuple(merkle.consistency_proof(CONTENT, 6))
    again = read_consistency(write_consistency(6, shown, NOTE))

    assert (found.number, found.hashes, found.checkpoint) == (4, hashes, NOTE)
    assert (again.number, again.hashes, again.checkpoint) == (6, shown, NOTE)
    assert read_consistency(write_consistency(11, (), NOTE)).hashes == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v2\nindex 1\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex 01\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex -1\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex 1\n!!!!\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex 1\n" + f"{'A' * 43}=\n" * 64 + "\n" + NOTE,
        "c2sp.org/tlog-proof@v1\nindex 1\n",
        "old 1\n\n" + NOTE,
    ],
)
def test_what_is_no_proof(text: str) -> None:
    """Another version, a number written otherwise, no hash, too many, no end."""
    with pytest.raises(SealError) as caught:
        read_inclusion(text)

    assert caught.value.why is Why.MALFORMED
