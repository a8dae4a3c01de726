"""Witnesses: what the office above has signed of this book, held against what stands in it now.

Chain, tree and seals cannot show an end that was cut off together with its seals, nor a book that
somebody with the key wrote anew. A receipt can: it names a size and a root that were sent.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.duty.form import to_entry
from core.duty.sealing import origin_of
from core.model.log_state import LogVerdict
from core.seal.note import Checkpoint, parse
from core.seal.refusal import SealError
from core.seal.tree import root_of
from core.store.log import LogRows


def held_against(verdict: LogVerdict, log: LogRows, notes: Iterable[str]) -> LogVerdict:
    """Return the verdict of a book that is whole in itself, with what witnessed notes show.

    A note that cannot be read, or of another book, shows nothing. Where the root is another one,
    the first wrong entry lies behind the last note that agrees; the one after that is named.
    """
    first = log.first()
    if not verdict.whole or first is None:
        return verdict
    origin, good = origin_of(to_entry(first).log_id), 0
    for each in sorted(_checkpoints(notes), key=lambda each: each.size):
        if each.origin != origin or not each.size:
            continue
        if each.size > verdict.count:
            return replace(verdict, whole=False, first_wrong=verdict.count + 1, what="gap")
        if root_of(each.size, log.node) != each.root:
            return replace(verdict, whole=False, first_wrong=good + 1, what="receipt")
        good = each.size
    return verdict


def _checkpoints(notes: Iterable[str]) -> Iterable[Checkpoint]:
    for note in notes:
        try:
            yield Checkpoint.from_text(parse(note.encode()).text)
        except SealError:
            continue
