"""Cosignatures: whose, over which text, and when; every one of the three bent is none (C2SP)."""

import base64
import hashlib

import pytest

from core.seal.cosign import cosign, cosigned_at
from core.seal.keys import SigningKey
from core.seal.note import NamedKey, parse, sign
from core.seal.refusal import SealError, Why

LOG, RECEIVER = SigningKey(bytes(32)), SigningKey(b"r" * 32)
NAME = "nhan.example/tinh"
NAMED = NamedKey(NAME, RECEIVER.verify_key)
NOTE = sign("log.example\n3\n" + base64.b64encode(bytes(32)).decode() + "\n", "log.example", LOG)
SECONDS = 1_800_000_000


def test_it_tells_when_the_state_was_seen() -> None:
    cosigned = cosign(NOTE, NAME, RECEIVER, SECONDS)

    assert cosigned_at(cosigned, NAMED) == SECONDS
    assert cosigned.startswith(NOTE)
    assert parse(cosigned.encode()).text == parse(NOTE.encode()).text


def test_what_is_signed_is_what_the_specification_says() -> None:
    """https://c2sp.org/tlog-cosignature: type 0x04, the time in eight bytes, then the signature."""
    (line,) = (
        each
        for each in cosign(NOTE, NAME, RECEIVER, SECONDS).splitlines()
        if each.startswith(f"\u2014 {NAME} ")
    )
    packed = base64.b64decode(line.split(" ")[2])
    text = NOTE.partition("\n\n")[0] + "\n"
    message = f"cosignature/v1\ntime {SECONDS}\n{text}".encode()
    key_hash = hashlib.sha256(NAME.encode() + b"\n\x04" + RECEIVER.verify_key.raw).digest()[:4]

    assert packed[:4] == key_hash
    assert packed[4:12] == SECONDS.to_bytes(8, "big")
    assert RECEIVER.verify_key.verifies(packed[12:], message)


def bent(at: int) -> str:
    """Return a note whose cosignature has one bit of a byte changed."""
    head, _, packed = cosign(NOTE, NAME, RECEIVER, SECONDS).rstrip("\n").rpartition(" ")
    raw = bytearray(base64.b64decode(packed))
    raw[at] ^= 1
    return f"{head} {base64.b64encode(raw).decode()}\n"


def short() -> str:
    """Return a note whose cosignature lacks a byte."""
    head, _, packed = cosign(NOTE, NAME, RECEIVER, SECONDS).rstrip("\n").rpartition(" ")
    return f"{head} {base64.b64encode(base64.b64decode(packed)[:-1]).decode()}\n"


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (cosign(NOTE, NAME, RECEIVER, SECONDS).replace("\n3\n", "\n4\n"), Why.ALTERED),
        (bent(11), Why.ALTERED),
        (bent(40), Why.ALTERED),
        (bent(0), Why.UNKNOWN_KEY),
        (short(), Why.MALFORMED),
        (cosign(NOTE, NAME, LOG, SECONDS), Why.UNKNOWN_KEY),
        (cosign(NOTE, "other.example", RECEIVER, SECONDS), Why.UNKNOWN_KEY),
        (sign(NOTE.partition("\n\n")[0] + "\n", NAME, RECEIVER), Why.UNKNOWN_KEY),
    ],
    ids=["text", "time", "signature", "hash", "short", "key", "name", "plain signature"],
)
def test_what_was_bent_is_no_cosignature(note: str, why: Why) -> None:
    with pytest.raises(SealError) as caught:
        cosigned_at(note, NAMED)
    assert caught.value.why is why
