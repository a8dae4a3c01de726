"""The duty log in a bundle: its checkpoint, the proof that it continues, entries with proofs.

An entry that the level does not allow goes as its digest only: the tree can still be followed,
and nobody can say later that it was another one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.model.moments import day_of
from core.seal.canonical import CanonicalError, read_canonical_plain
from core.seal.note import Checkpoint, parse
from core.seal.proof import read_inclusion, write_consistency, write_inclusion
from core.seal.refusal import SealError
from core.seal.tree import (
    MissingNodeError,
    consistency_proof,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from core.store.log import LogRow, LogRows

CHECKPOINT = "log/checkpoint.txt"
CONTINUES = "log/continues-{}.txt"
ENTRIES = "log/entries.jsonl"
WITHHELD = "log/withheld.txt"

ENTRY_LIMIT = 900
"""Entries in one bundle at most: each has a proof of its own."""

NOTE_LIMIT = 20_000

_WITHHELD_ROW = re.compile(rb"([1-9][0-9]{0,15}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """What goes along of the book, and what stayed here.

    `left` counts the oldest entries of the asked days that found no room.
    """

    files: Mapping[str, bytes]
    origin: str = ""
    first: int = 0
    last: int = 0
    withheld: int = 0
    left: int = 0


NO_LOG = LogPart(files={})


def log_part(
    log: LogRows, earlier: Sequence[str], since: str, until: str, allowed: Callable[[bytes], bool]
) -> LogPart:
    """Return the part of a sealed book that goes into a bundle; NO_LOG for one without a seal.

    `earlier` are checkpoints that went up before; the part shows that the book continues each,
    because nobody here knows which of them arrived. Entries written on the ISO days from `since`
    to `until` go along, the newest ENTRY_LIMIT of them, none without `since`. `allowed` says
    whether the canonical bytes of an entry may be read above.
    """
    size, note = log.last_checkpoint()
    if not size:
        return NO_LOG
    node = cache(log.node)
    try:
        files = {CHECKPOINT: note.encode(), **_continuing(node, earlier, size, note)}
        origin = Checkpoint.from_text(parse(note.encode()).text).origin
        asked = [row for row in _of_days(log, since, until) if row.seq <= size] if since else []
        rows = asked[-ENTRY_LIMIT:]
        shown = [row for row in rows if allowed(row.canon)]
        kept = [row for row in rows if row not in shown]
        if shown:
            files[ENTRIES] = b"".join(row.canon + b"\n" for row in shown)
        if kept:
            files[WITHHELD] = "".join(f"{row.seq} {row.leaf.hex()}\n" for row in kept).encode()
        for row in rows:
            path = inclusion_proof(row.seq - 1, size, node)
            proof = write_inclusion(row.seq - 1, path, note)
            files[f"log/{row.seq}.tlog-proof"] = proof.encode()
    except (MissingNodeError, SealError):
        # A book whose tree or seal is not whole says so itself; the run goes up without it.
        return NO_LOG
    return LogPart(
        files=files,
        origin=origin,
        first=rows[0].seq if rows else 0,
        last=rows[-1].seq if rows else 0,
        withheld=len(kept),
        left=len(asked) - len(rows),
    )


def _continuing(
    node: Callable[[int, int], bytes | None], earlier: Sequence[str], size: int, note: str
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for each in earlier:
        then = Checkpoint.from_text(parse(each.encode()).text)
        if not 0 < then.size < size or root_of(then.size, node) != then.root:
            # The receiver sees for itself that the book does not continue what it holds.
            continue
        proof = consistency_proof(then.size, size, node)
        text = write_consistency(then.size, proof, note)
        files[CONTINUES.format(then.size)] = text.encode()
    return files


def _of_days(log: LogRows, since: str, until: str) -> list[LogRow]:
    """Return the rows from the first to the last one written on the days, with all in between."""
    kept: list[LogRow] = []
    between: list[LogRow] = []
    for row in log.in_order():
        between.append(row)
        if _is_of(row, since, until):
            kept += between
            between.clear()
        elif not kept:
            between.clear()
    return kept


def _is_of(row: LogRow, since: str, until: str) -> bool:
    try:
        day = day_of(str(read_canonical_plain(row.canon)["t_wall"])).isoformat()
    except (CanonicalError, LookupError, ValueError):
        return False
    return since <= day and (not until or day <= until)


def entry_faults(
    files: Callable[[str], bytes], names: frozenset[str], first: int, last: int, note: str
) -> str:
    """Return what is wrong with the entries of a bundle under a verified checkpoint, or nothing.

    `files` reads a member of the bundle. Every number from first to last must be there once, as
    an entry or as a withheld digest, each with its proof.
    """
    if not first:
        return "entries that nobody named" if last or names & {ENTRIES, WITHHELD} else ""
    try:
        checkpoint = Checkpoint.from_text(parse(note.encode()).text)
        leaves = _leaves(files, names)
        ends = min(leaves, default=0), max(leaves, default=0)
        # A stranger names the numbers: they are compared, and nothing is made as long as they say.
        if ends != (first, last) or len(leaves) != last - first + 1:
            return f"not every entry from {first} to {last}"
        for seq, leaf in leaves.items():
            proof = read_inclusion(files(f"log/{seq}.tlog-proof").decode())
            of_this = proof.number == seq - 1 and proof.checkpoint == note
            size, root = checkpoint.size, checkpoint.root
            if not of_this or not includes(leaf, seq - 1, size, root, proof.hashes):
                return f"entry {seq} is not in the log"
    except (CanonicalError, SealError, LookupError, ValueError) as error:
        return str(error)
    return ""


def _leaves(files: Callable[[str], bytes], names: frozenset[str]) -> dict[int, bytes]:
    """Return the leaf of each entry by its number; ValueError where one has none, or another's."""
    leaves: dict[int, bytes] = {}
    for seq, leaf in _numbered(files, names):
        if seq in leaves:
            raise ValueError(f"entry {seq} stands twice")
        leaves[seq] = leaf
    return leaves


def _numbered(files: Callable[[str], bytes], names: frozenset[str]) -> Iterator[tuple[int, bytes]]:
    for line in files(ENTRIES).splitlines() if ENTRIES in names else ():
        seq = read_canonical_plain(line)["seq"]
        if not isinstance(seq, int) or isinstance(seq, bool):
            raise ValueError("an entry without a number")
        yield seq, leaf_hash(line)
    for row in files(WITHHELD).splitlines() if WITHHELD in names else ():
        kept = _WITHHELD_ROW.fullmatch(row)
        if kept is None:
            raise ValueError("a digest without a number")
        yield int(kept[1]), bytes.fromhex(kept[2].decode())
