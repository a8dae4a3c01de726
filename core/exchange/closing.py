"""Closing a bundle for one receiver: HPKE (RFC 9180), one shot, from `cryptography`.

X25519 with HKDF-SHA256, and ChaCha20-Poly1305. The receiver's pair of keys is made from the seed
of its seal by HKDF under a name of its own, so nothing more has to be kept; its public half is
handed out as one word. Who closed it is not proven by this: the seal inside does that.
"""

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any

from core.exchange.refusal import RefusedError
from core.model.errors import Exit, KnownError
from core.model.exchange import Why
from core.seal.keys import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

HEAD = b"TRUCAN-CLOSED 1\n"
PREFIX = "trucan-receive"

_INFO = b"trucan closed bundle v1"
_DERIVE = b"trucan receiving key v1"
_KEY_LENGTH = 32
_CHECK = 8


def receiving_key(key: SigningKey) -> str:
    """Return the word with which others close bundles for the holder of a seal."""
    raw = _private(key).public_key().public_bytes_raw()
    return f"{PREFIX}+{_check(raw)}+{base64.b64encode(raw).decode()}"


def close(content: bytes, receiver: str) -> bytes:
    """Return content closed for a receiving key; KnownError when the word is not one."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    raw = _raw(receiver)
    public = X25519PublicKey.from_public_bytes(raw)
    try:
        sealed: bytes = _suite().encrypt(content, public, info=_INFO)
    except ValueError as error:
        # A few keys lead everybody to the same shared secret (RFC 7748, 6.1).
        raise _no_key(receiver) from error
    return HEAD + _check(raw).encode() + b"\n" + sealed


def is_closed(content: bytes) -> bool:
    """Say whether content is closed for somebody."""
    return content.startswith(HEAD)


def reopen(content: bytes, key: SigningKey | None) -> bytes:
    """Return what was closed for the holder of a seal; refused if it was for another."""
    from cryptography.exceptions import InvalidTag

    if key is None:
        raise RefusedError(Why.CLOSED, "no key is open here")
    private = _private(key)
    wanted, _, sealed = content[len(HEAD) :].partition(b"\n")
    if wanted.decode("ascii", "replace") != _check(private.public_key().public_bytes_raw()):
        raise RefusedError(Why.CLOSED, f"closed for {wanted[:20]!a}")
    try:
        opened: bytes = _suite().decrypt(sealed, private, info=_INFO)
    except (InvalidTag, ValueError) as error:
        raise RefusedError(Why.ALTERED, "closed content") from error
    return opened


def _suite() -> Any:
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def _private(key: SigningKey) -> "X25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    stretch = HKDF(algorithm=SHA256(), length=_KEY_LENGTH, salt=None, info=_DERIVE)
    return X25519PrivateKey.from_private_bytes(stretch.derive(key.seed))


def _check(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:_CHECK]


def _raw(word: str) -> bytes:
    prefix, _, rest = word.strip().partition("+")
    check, _, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if prefix != PREFIX or len(raw) != _KEY_LENGTH or _check(raw) != check:
        raise _no_key(word)
    return raw


def _no_key(word: str) -> KnownError:
    return KnownError("exchange.receiving_key", Exit.USAGE, text=word[:80])
