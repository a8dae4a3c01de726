"""Proofs as files that other programs verify (C2SP tlog-proof; old size as in tlog-witness).

Each carries the checkpoint that it leads to, so that one file and the log's public key suffice.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.seal.refusal import SealError, Why

HASH_LENGTH = 32
PROOF_LIMIT = 63
"""Hashes in one proof at most; a tree of 2^63 entries needs no more."""

_INCLUSION = "c2sp.org/tlog-proof@v1"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Hashes that lead to a checkpoint, from an entry (index from 0) or from an older size."""

    number: int
    hashes: tuple[bytes, ...]
    checkpoint: str


def write_inclusion(index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """Write the proof that the entry at `index` (from 0) is in the log of a signed checkpoint."""
    return f"{_INCLUSION}\nindex {index}\n{_lines(hashes)}\n{checkpoint}"


def write_consistency(old: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """Write the proof that the log of a signed checkpoint begins with that of size `old`."""
    return f"old {old}\n{_lines(hashes)}\n{checkpoint}"


def read_inclusion(text: str) -> Proof:
    """Read the proof of an entry; SealError when it is not one. Extra content is passed over."""
    head, _, rest = text.partition("\n")
    if head != _INCLUSION:
        raise SealError(Why.MALFORMED, "not a proof of an entry")
    if rest.startswith("extra "):
        rest = rest.partition("\n")[2]
    return _read("index ", rest)


def read_consistency(text: str) -> Proof:
    """Read the proof that a log continues an older one; SealError when it is not one."""
    return _read("old ", text)


def _lines(hashes: Sequence[bytes]) -> str:
    return "".join(f"{base64.b64encode(each).decode()}\n" for each in hashes)


def _read(label: str, text: str) -> Proof:
    body, gap, checkpoint = text.partition("\n\n")
    first, *lines = body.split("\n")
    number = first.removeprefix(label)
    if not gap or not first.startswith(label) or not _NUMBER.fullmatch(number):
        raise SealError(Why.MALFORMED, "not a proof")
    if len(lines) > PROOF_LIMIT:
        raise SealError(Why.MALFORMED, "too many hashes")
    hashes = tuple(_from_base64(each) for each in lines)
    return Proof(number=int(number), hashes=hashes, checkpoint=checkpoint)


def _from_base64(line: str) -> bytes:
    try:
        found = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError(Why.MALFORMED, str(error)) from error
    if len(found) != HASH_LENGTH:
        raise SealError(Why.MALFORMED, f"a hash of {len(found)} bytes")
    return found
