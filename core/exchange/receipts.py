"""Receipts: what the receiver sends back, so that the sender knows how far its word arrived.

A sealed note of which bundle came when, and, where a log came along, its checkpoint with the
receiver's cosignature: from then on the sender cannot shorten its log unseen, and can prove what
was received.
"""

from dataclasses import dataclass

from core.model.errors import Exit, KnownError
from core.model.exchange import Receipt
from core.model.moments import from_text, is_moment
from core.seal.canonical import CanonicalError, Json, read_canonical, write
from core.seal.cosign import cosign, cosigned_at
from core.seal.dsse import seal, unseal
from core.seal.keys import SigningKey
from core.seal.note import Checkpoint, NamedKey, parse
from core.seal.refusal import SealError
from core.seal.trust import TrustedKeys

PAYLOAD_TYPE = "application/vnd.trucan.receipt+json"
ENDING = ".receipt"
FILE_LIMIT = 200_000

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a receipt is given for: a bundle, when it came (UTC, ISO), the checkpoint in it."""

    bundle: str
    at: str
    note: str


def write_receipt(received: Received, receiver: str, name: str, key: SigningKey) -> bytes:
    """Return the receipt of a bundle by a named receiver, sealed with its key."""
    seconds = int(from_text(received.at).timestamp())
    note = cosign(received.note, name, key, seconds) if received.note else ""
    form: dict[str, Json] = {
        "format": _FORMAT,
        "bundle": received.bundle,
        "at": received.at,
        "receiver": receiver,
        "name": name,
        "note": note,
    }
    return seal(write(form), PAYLOAD_TYPE, (key,))


def read_receipt(source: bytes, trusted: TrustedKeys, day: str) -> Receipt:
    """Read a receipt of a receiver whose key is trusted; KnownError when it is not one.

    One that names no receiver is of whoever the key was confirmed for.
    """
    try:
        if len(source) > FILE_LIMIT:
            raise ValueError("too large")
        opened = unseal(source, PAYLOAD_TYPE, trusted, day=day)
        form = read_canonical(opened.payload)
        if not isinstance(form, dict) or form["format"] != _FORMAT:
            raise ValueError("another form")
        bundle, at, receiver, name, note = (
            _text(form[each]) for each in ("bundle", "at", "receiver", "name", "note")
        )
        if not is_moment(at):
            raise ValueError("received at no moment")
        receiver = receiver.strip() or opened.sealed_by[0].owner
        size = 0
        if note:
            seconds = cosigned_at(note, NamedKey(name, opened.sealed_by[0].key))
            if seconds != int(from_text(at).timestamp()):
                raise ValueError("two times")
            size = Checkpoint.from_text(parse(note.encode()).text).size
    except (SealError, CanonicalError, LookupError, ValueError) as error:
        raise KnownError("exchange.receipt_refused", Exit.BAD_INPUT, str(error)) from error
    return Receipt(bundle=bundle, at=at, receiver=receiver, size=size, note=note)


def vouches_for(receipt: Receipt, note: str) -> bool:
    """Say whether a receipt is for the checkpoint that went with its bundle, or for none."""
    if not receipt.note:
        return True
    return bool(note) and parse(receipt.note.encode()).text == parse(note.encode()).text


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("not text")
    return value
