"""Signed notes and log checkpoints, as the C2SP writes them (signed-note, tlog-checkpoint).

A note is text, an empty line, and signature lines. A checkpoint is a note that says how many
entries a log has and which tree root covers them.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.seal.keys import KEY_LENGTH, SigningKey, VerifyKey
from core.seal.refusal import SealError, Why

ED25519 = b"\x01"
"""The signature type byte of Ed25519 in key hashes and key texts."""

ROOT_LENGTH = 32
NOTE_LIMIT = 1_000_000
SIGNATURE_LIMIT = 100

_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A public key under the name it signs with, such as `nhatky.example/29731/PC-001`.

    A name has no white space and no `+`.
    """

    name: str
    key: VerifyKey

    def __post_init__(self) -> None:
        """Refuse a name that could not stand in a signature line."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} cannot name a key")

    @property
    def hash(self) -> bytes:
        """Return the four bytes that point to this key in a signature line."""
        named = self.name.encode() + b"\n" + ED25519 + self.key.raw
        return hashlib.sha256(named).digest()[:4]

    def to_text(self) -> str:
        """Write the key as one word: name, hash and key, joined by `+`."""
        raw = base64.b64encode(ED25519 + self.key.raw).decode()
        return f"{self.name}+{self.hash.hex()}+{raw}"

    @classmethod
    def from_text(cls, text: str) -> "NamedKey":
        """Read a key written as one word; ValueError when it is not one or its hash is wrong."""
        name, _, rest = text.partition("+")
        digest, _, encoded = rest.partition("+")
        raw = base64.b64decode(encoded, validate=True)
        if raw[:1] != ED25519 or len(raw) != 1 + KEY_LENGTH:
            raise ValueError("not an Ed25519 key")
        named = cls(name, VerifyKey(raw[1:]))
        if named.hash.hex() != digest:
            raise ValueError("the hash is of another key")
        return named


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who, which key, the signature's bytes."""

    name: str
    key_hash: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A parsed note whose signatures are not verified yet. `text` ends with a line break."""

    text: str
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state of a log: whose, how many entries, the tree's root (32 bytes), further lines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Write the body of a checkpoint note."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))

    @classmethod
    def from_text(cls, text: str) -> "Checkpoint":
        """Read the body of a checkpoint note; SealError when it is not one."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines) or not _SIZE.fullmatch(lines[1]):
            raise SealError(Why.MALFORMED, "not a checkpoint")
        root = _from_base64(lines[2])
        if len(root) != ROOT_LENGTH:
            raise SealError(Why.MALFORMED, f"the root has {len(root)} bytes")
        return cls(origin=lines[0], size=int(lines[1]), root=root, extensions=tuple(lines[3:]))


def sign(text: str, name: str, key: SigningKey) -> str:
    """Return a note of a text with one signature; ValueError when the text cannot be one."""
    if not text.endswith("\n") or _has_control(text):
        raise ValueError("a note ends with a line break and has no control characters")
    named = NamedKey(name, key.verify_key)
    return f"{text}\n{_line(named, key.sign(text.encode()))}"


def add_signature(note: str, name: str, key: SigningKey) -> str:
    """Return a note with one more signature, after those that it has."""
    text = parse(note.encode()).text
    return note + _line(NamedKey(name, key.verify_key), key.sign(text.encode()))


def parse(source: bytes) -> Note:
    """Read a note without verifying it; SealError when it is not one."""
    if len(source) > NOTE_LIMIT:
        raise SealError(Why.MALFORMED, "too large")
    try:
        whole = source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SealError(Why.MALFORMED, str(error)) from error
    body, gap, lines = whole.rpartition("\n\n")
    if _has_control(whole) or not gap or not lines.endswith("\n"):
        raise SealError(Why.MALFORMED, "not a signed note")
    signatures = lines[:-1].split("\n")
    if len(signatures) > SIGNATURE_LIMIT:
        raise SealError(Why.MALFORMED, "too many signatures")
    return Note(f"{body}\n", tuple(_parse_line(each) for each in signatures))


def verify(note: Note, keys: Sequence[NamedKey]) -> tuple[NamedKey, ...]:
    """Return the keys, of those given, that signed a note; SealError when none did.

    Lines of other keys are passed over. A wrong signature under a given key refuses the note.
    """
    found: list[NamedKey] = []
    for line in note.signatures:
        for key in keys:
            if (key.name, key.hash) != (line.name, line.key_hash) or key in found:
                continue
            if not key.key.verifies(line.raw, note.text.encode()):
                raise SealError(Why.ALTERED, key.name)
            found.append(key)
    if not found:
        names = ", ".join(line.name for line in note.signatures)
        raise SealError(Why.UNKNOWN_KEY, names)
    return tuple(found)


def _line(key: NamedKey, signature: bytes) -> str:
    return f"{_DASH}{key.name} {base64.b64encode(key.hash + signature).decode()}\n"


def _parse_line(line: str) -> NoteSignature:
    name, gap, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not gap or not _NAME.fullmatch(name):
        raise SealError(Why.MALFORMED, "not a signature line")
    raw = _from_base64(encoded)
    if len(raw) <= 4:
        raise SealError(Why.MALFORMED, "an empty signature")
    return NoteSignature(name, raw[:4], raw[4:])


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError(Why.MALFORMED, str(error)) from error


def _has_control(text: str) -> bool:
    return any(mark < " " and mark != "\n" for mark in text)
