"""Ed25519 keys (RFC 8032) as values: what signs, what verifies, and how people compare them."""

import hashlib
from dataclasses import dataclass, field

KEY_LENGTH = 32

_LETTERS = "ABCDEGHKMNPQRTVX"
"""Sixteen letters, one for four bits: none is mistaken for a digit or for another letter."""

_GROUPS = 8


def letters_of(digits: str) -> str:
    """Write hexadecimal digits as groups of four letters that are not mistaken for others."""
    letters = "".join(_LETTERS[int(digit, 16)] for digit in digits)
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """A public key; `raw` is its 32 bytes."""

    raw: bytes

    def __post_init__(self) -> None:
        """Refuse bytes that cannot be a key."""
        if len(self.raw) != KEY_LENGTH:
            raise ValueError(f"an Ed25519 public key has {KEY_LENGTH} bytes, not {len(self.raw)}")

    @property
    def id(self) -> str:
        """Return the SHA-256 of the key in hexadecimal, which names it in envelopes."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Return eight groups of four letters (128 bits) to be read out over the telephone."""
        return letters_of(self.id[: _GROUPS * 4])

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Say whether this key made a signature of a message."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key; `seed` is its 32 secret bytes, kept out of every printed form."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse bytes that cannot be a key."""
        if len(self.seed) != KEY_LENGTH:
            raise ValueError(f"an Ed25519 seed has {KEY_LENGTH} bytes, not {len(self.seed)}")

    @classmethod
    def generate(cls) -> "SigningKey":
        """Make a new key from the system's random source."""
        import secrets

        return cls(secrets.token_bytes(KEY_LENGTH))

    @property
    def verify_key(self) -> VerifyKey:
        """Return the public key that belongs to it."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return VerifyKey(public.public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature of a message; the same message, the same bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)
