"""Cosignatures: a receiver's dated signature on the checkpoint of another's log (C2SP).

It says: this is the state of the log that I saw, at that time. https://c2sp.org/tlog-cosignature
"""

import base64
import hashlib
import struct

from core.seal.keys import SigningKey
from core.seal.note import NamedKey, parse
from core.seal.refusal import SealError, Why

COSIGNATURE = b"\x04"
"""The signature type byte of Ed25519 cosignatures in key hashes."""

_TIME = struct.Struct(">Q")
_RAW_LENGTH = 64


def cosign(note: str, name: str, key: SigningKey, seconds: int) -> str:
    """Return a note with one more line: its text as seen at a time (seconds since 1970)."""
    named = NamedKey(name, key.verify_key)
    signature = key.sign(_message(parse(note.encode()).text, seconds))
    packed = base64.b64encode(_hash(named) + _TIME.pack(seconds) + signature).decode()
    return f"{note}\u2014 {name} {packed}\n"


def cosigned_at(note: str, named: NamedKey) -> int:
    """Return when a key cosigned a note (seconds since 1970); SealError when it did not."""
    parsed = parse(note.encode())
    for line in parsed.signatures:
        if (line.name, line.key_hash) != (named.name, _hash(named)):
            continue
        if len(line.raw) != _TIME.size + _RAW_LENGTH:
            raise SealError(Why.MALFORMED, "not a cosignature")
        seconds: int = _TIME.unpack_from(line.raw)[0]
        if not named.key.verifies(line.raw[_TIME.size :], _message(parsed.text, seconds)):
            raise SealError(Why.ALTERED, named.name)
        return seconds
    raise SealError(Why.UNKNOWN_KEY, named.name)


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _hash(named: NamedKey) -> bytes:
    said = named.name.encode() + b"\n" + COSIGNATURE + named.key.raw
    return hashlib.sha256(said).digest()[:4]
