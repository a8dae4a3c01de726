"""Exporting: entries of a period in a folder of its own, for people and for other programs.

The folder holds the entries byte for byte, the signed checkpoint, a proof for each entry, the
public key, and the same as readable text. Nothing there needs this program to be verified.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from core.duty.book import DutyBook
from core.duty.form import to_entry
from core.duty.readable import readable
from core.model.errors import Exit, KnownError
from core.model.log_state import LogExport, LogVerdict
from core.model.moments import day_of
from core.seal.note import Checkpoint, parse
from core.seal.proof import write_consistency, write_inclusion
from core.seal.refusal import SealError
from core.seal.tree import consistency_proof, inclusion_proof, root_of
from core.store.log import LogRow, LogRows
from core.whole_file import write_folder, write_trouble
from core.words import Words

ENTRIES = "entries.jsonl"
CHECKPOINT = "checkpoint.txt"
CONSISTENCY = "consistency.txt"
PUBLIC_KEY = "public-key.txt"
PROOFS = "proofs"
READABLE = "so-truc.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days of writing, both included; None leaves that side open."""

    since: date | None = None
    until: date | None = None

    def holds(self, written: str) -> bool:
        """Say whether a moment lies in the period."""
        day = day_of(written)
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


def export(
    book: DutyBook, folder: Path, words: Words, period: Period, held: bytes | None = None
) -> LogExport:
    """Verify and seal the book, write the entries of a period below `folder`, and return where.

    All entries between the first and the last of the period are written, so that none is missing
    in between. `held` is the checkpoint that the receiver has of this book: then a proof is added
    that the book continues it. KnownError: no entries, a checkpoint that is not of this book, one
    that is longer than the book or that the book does not continue, or trouble of the disk.
    """
    verdict = book.verify()
    if verdict.whole:
        book.seal()
        verdict = book.verify()
    rows = _rows_of(book.log, period)
    size, note = book.log.last_checkpoint()
    is_sealed = verdict.whole and verdict.sealed == size >= rows[-1].seq
    files = {
        ENTRIES: b"".join(row.canon + b"\n" for row in rows),
        READABLE: readable(book, rows, verdict, is_sealed, words).encode(),
    }
    if is_sealed:
        files |= _sealed_files(book.log, rows, size, note, verdict)
    if held is not None:
        files[CONSISTENCY] = _continuing(book.log, held, size, note, is_sealed)
    wanted = folder / f"so-truc_{rows[0].seq}-{rows[-1].seq}"
    try:
        place = write_folder(wanted, files)
    except OSError as error:
        raise write_trouble(error, wanted) from error
    return LogExport(
        folder=place,
        first=rows[0].seq,
        last=rows[-1].seq,
        is_sealed=is_sealed,
        verdict=verdict,
    )


def _rows_of(log: LogRows, period: Period) -> list[LogRow]:
    kept: list[LogRow] = []
    between: list[LogRow] = []
    for row in log.in_order():
        written = to_entry(row).written
        between.append(row)
        if written and period.holds(written):
            kept += between
            between.clear()
        elif not kept:
            between.clear()
    if not kept:
        raise KnownError("export_empty", Exit.USAGE)
    return kept


def _sealed_files(
    log: LogRows, rows: Sequence[LogRow], size: int, note: str, verdict: LogVerdict
) -> dict[str, bytes]:
    node = cache(log.node)
    proofs = {
        f"{PROOFS}/{row.seq}.tlog-proof": write_inclusion(
            row.seq - 1, inclusion_proof(row.seq - 1, size, node), note
        ).encode()
        for row in rows
    }
    keys = "".join(f"{key}\n" for key in log.enrolled_keys())
    return {**proofs, CHECKPOINT: note.encode(), PUBLIC_KEY: keys.encode()}


def _continuing(log: LogRows, held: bytes, size: int, note: str, is_sealed: bool) -> bytes:
    """Return the proof that the book continues a checkpoint; KnownError when it does not."""
    try:
        earlier = Checkpoint.from_text(parse(held).text)
        origin = Checkpoint.from_text(parse(note.encode()).text).origin if is_sealed else ""
    except SealError as error:
        raise KnownError("checkpoint_unread", Exit.BAD_INPUT, str(error)) from error
    if not is_sealed or earlier.origin != origin or not earlier.size:
        raise KnownError("checkpoint_other", Exit.BAD_INPUT)
    if earlier.size > size:
        raise KnownError("checkpoint_longer", Exit.BAD_INPUT, count=size, limit=earlier.size)
    node = cache(log.node)
    if root_of(earlier.size, node) != earlier.root:
        raise KnownError("checkpoint_forked", Exit.BAD_INPUT, seq=earlier.size)
    return write_consistency(
        earlier.size, consistency_proof(earlier.size, size, node), note
    ).encode()
