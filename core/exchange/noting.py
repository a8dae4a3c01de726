"""Noting a receipt in the duty book: who received what, when, and up to where our log."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.model.duty import Entry, EntryKind
from core.model.exchange import Receipt
from core.model.new_entry import NewEntry
from core.seal.note import Checkpoint, parse
from core.words import Words, visible

BUNDLE, RECEIVER, RECEIVED = "receipt", "receiver", "received"
SIZE, ROOT = "checkpoint_size", "checkpoint_root"

_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is asked of the duty book: to write an entry, and those under a topic."""

    record: Callable[[NewEntry], Entry]
    under: Callable[[str], tuple[Entry, ...]]


def note_receipt(receipt: Receipt, sent_as: str, file: Path, book: Book, words: Words) -> bool:
    """Write the entry of a receipt, once for each receiver; say whether it was written.

    The receipt itself, with the receiver's signature on our checkpoint, is attached.
    """
    topic = f"receipt-{receipt.bundle}"
    receiver = visible(receipt.receiver)
    if any(each.about.get(RECEIVER) == receiver for each in book.under(topic)):
        return False
    about = {BUNDLE: receipt.bundle, RECEIVER: receiver, RECEIVED: receipt.at}
    said = {"name": receiver, "file": sent_as, "id": receipt.bundle[:_SHOWN], "to": receipt.at}
    lines = [words.say("exchange.receipt.entry", said)]
    if receipt.note:
        checkpoint = Checkpoint.from_text(parse(receipt.note.encode()).text)
        root = checkpoint.root.hex()
        about |= {SIZE: str(checkpoint.size), ROOT: root}
        lines.append(words.say("exchange.receipt.entry_log", seq=checkpoint.size, text=root))
    book.record(
        NewEntry(
            text="\n".join(lines),
            kind=EntryKind.DOCUMENT,
            files=(file,),
            topics=(topic,),
            about=about,
        )
    )
    return True
