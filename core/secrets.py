"""Secrets: where this account keeps the key of its seal, from the safest place down to none.

1. The keyring of the operating system (Windows Credential Manager, Secret Service, KWallet).
2. A file that a passphrase closes (scrypt and ChaCha20Poly1305), which only the account may read.
3. None: then nothing is sealed, and what leaves the machine says so.

A keyring that writes secrets down in plain text, or forgets them, counts as none.
"""

import base64
import os
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.model.errors import Exit, KnownError
from core.seal.canonical import CanonicalError, Json, read, write
from core.seal.keys import KEY_LENGTH, SigningKey, VerifyKey
from core.whole_file import write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SERVICE = "TrucAn"
USER = "seal"
NEXT_USER = "seal-next"
"""Under this name a key waits that is to take the place of the one in use."""

FILE_NAME = "seal.key"

PASSPHRASE_LEAST = 12
"""Characters of a passphrase at least."""

COST = 2**17
"""scrypt's N: 128 MB and about half a second for each try."""

_COSTS = range(2, 2**20 + 1)
_BLOCK, _PARALLEL = 8, 1
_SALT, _NONCE = 16, 12
_FILE_LIMIT = 4096
_FORM = 1

_SAFE_KEYRINGS = frozenset(("Windows", "macOS", "SecretService", "libsecret", "kwallet"))
"""Modules below keyring.backends; every other one may keep secrets in plain text."""


class KeyPlace(StrEnum):
    """Where a key is kept; the value is written into the book."""

    OS_KEYRING = "os-keyring"
    FILE_PASSPHRASE = "file-passphrase"  # noqa: S105 - the name of a place
    NONE = "none"


class Keyring(Protocol):
    """What is asked of the keyring of the operating system."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A place and the key in it: `key` is None where there is none or it is closed."""

    place: KeyPlace
    key: SigningKey | None = None

    @property
    def is_closed(self) -> bool:
        """Say whether there is a key that waits for its passphrase."""
        return self.place is KeyPlace.FILE_PASSPHRASE and self.key is None


class Secrets:
    """The one sealing key of this account. Nothing is read before it is asked for."""

    def __init__(
        self,
        folder: Path,
        *,
        keyring: Callable[[], Keyring | None] | None = None,
        cost: int = COST,
    ) -> None:
        """Take the folder for the closed file; `keyring` finds one that is safe, or None."""
        self._file = folder / FILE_NAME
        self._find_keyring = system_keyring if keyring is None else keyring
        self._cost = cost
        self._held: Held | None = None

    def held(self) -> Held:
        """Return the key as far as it is open now, without making one. Asks the system once."""
        if self._held is None:
            self._held = self._look()
        return self._held

    def provide(self) -> Held:
        """Return the key, making one in the keyring if there is a safe one and no key yet."""
        if self.held().place is KeyPlace.NONE:
            self._held = self._make_in_keyring()
        return self.held()

    def look_again(self) -> Held:
        """Return the key as it is kept now: another window may have taken a new one into use."""
        self._held = None
        return self.held()

    def protect(self, passphrase: str) -> Held:
        """Make a key in a file that a passphrase closes; KnownError if there is a key already."""
        if self.held().place is not KeyPlace.NONE:
            raise KnownError("seal_key_exists", Exit.USAGE)
        words = _normal(passphrase)
        if len(words) < PASSPHRASE_LEAST:
            raise KnownError("passphrase_short", Exit.USAGE, limit=PASSPHRASE_LEAST)
        key = SigningKey.generate()
        self._write_file(self._file, key, words)
        self._held = Held(place=KeyPlace.FILE_PASSPHRASE, key=key)
        return self._held

    def _write_file(self, file: Path, key: SigningKey, words: str) -> None:
        """Write a key closed by a passphrase; its public part stands there to be told by."""
        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        box = _cipher(words, salt, self._cost).encrypt(nonce, key.seed, _bound(self._cost))
        form: dict[str, Json] = {
            "v": _FORM,
            "n": self._cost,
            "salt": _text(salt),
            "nonce": _text(nonce),
            "box": _text(box),
            "public": _text(key.verify_key.raw),
        }
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            path = str(file.parent)
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=path) from error
        write_whole(file, write(form), mode=0o600)

    def open(self, passphrase: str) -> Held:
        """Open the closed file; KnownError when the passphrase is wrong or there is no file."""
        from cryptography.exceptions import InvalidTag

        if self.held().place is not KeyPlace.FILE_PASSPHRASE:
            raise KnownError("seal_no_file", Exit.USAGE)
        cost, salt, nonce, box = self._read()
        try:
            seed = _cipher(_normal(passphrase), salt, cost).decrypt(nonce, box, _bound(cost))
        except InvalidTag as error:
            raise KnownError("passphrase_wrong", Exit.NO_RIGHT) from error
        self._held = Held(place=KeyPlace.FILE_PASSPHRASE, key=SigningKey(seed))
        return self._held

    def prepare(self, passphrase: str = "") -> SigningKey:
        """Make a key and keep it beside the one in use, where that is kept; `promote` comes next.

        KnownError: there is no key in use, the passphrase is not that of the file, or the keyring
        does not keep the new key.
        """
        place = self.held().place
        key = SigningKey.generate()
        if place is KeyPlace.FILE_PASSPHRASE:
            self.open(passphrase)
            self._write_file(self._next_file, key, _normal(passphrase))
            return key
        keyring = self._find_keyring()
        if place is KeyPlace.NONE or keyring is None:
            raise KnownError("seal_no_key", Exit.USAGE)
        try:
            keyring.set_password(SERVICE, NEXT_USER, _text(key.seed))
        except Exception as error:
            raise KnownError("seal_not_kept", Exit.CANNOT_WRITE, repr(error)) from error
        if _read_keyring(keyring, NEXT_USER) != key:
            raise KnownError("seal_not_kept", Exit.CANNOT_WRITE)
        return key

    def prepared(self) -> VerifyKey | None:
        """Return the public part of a key that was prepared and never promoted; None without."""
        if self._next_file.exists():
            return _public_in(self._next_file)
        if self.held().place is not KeyPlace.OS_KEYRING:
            return None
        keyring = self._find_keyring()
        key = None if keyring is None else _read_keyring(keyring, NEXT_USER)
        in_use = self.held().key
        is_new = key is not None and (in_use is None or key.seed != in_use.seed)
        return key.verify_key if key is not None and is_new else None

    def promote(self, key: SigningKey | None) -> None:
        """Put the prepared key in the place of the one in use; `key` is it where it is open.

        KnownError when that does not succeed; then it waits on where it was prepared.
        """
        try:
            # Another window may be quicker, and have put it there already.
            with suppress(FileNotFoundError):
                self._next_file.replace(self._file)
        except OSError as error:
            raise KnownError("seal_waits", Exit.CANNOT_WRITE, str(error)) from error
        if self._file.exists():
            if key is not None and _public_in(self._file) != key.verify_key:
                raise KnownError("seal_waits", Exit.CANNOT_WRITE)
            self._held = Held(place=KeyPlace.FILE_PASSPHRASE, key=key)
            return
        keyring = self._find_keyring()
        kept = key
        if kept is None and keyring is not None:
            kept = _read_keyring(keyring, NEXT_USER)
        if keyring is None or kept is None:
            raise KnownError("seal_waits", Exit.CANNOT_WRITE)
        try:
            keyring.set_password(SERVICE, USER, _text(kept.seed))
        except Exception as error:
            raise KnownError("seal_waits", Exit.CANNOT_WRITE, repr(error)) from error
        self._held = _in_keyring(kept)

    @property
    def _next_file(self) -> Path:
        return self._file.with_name(f"{self._file.name}.next")

    def _look(self) -> Held:
        if self._file.exists():
            return Held(place=KeyPlace.FILE_PASSPHRASE)
        keyring = self._find_keyring()
        key = None if keyring is None else _read_keyring(keyring)
        return Held(place=KeyPlace.NONE) if key is None else _in_keyring(key)

    def _make_in_keyring(self) -> Held:
        keyring = self._find_keyring()
        if keyring is None:
            return Held(place=KeyPlace.NONE)
        key = SigningKey.generate()
        try:
            keyring.set_password(SERVICE, USER, _text(key.seed))
        except Exception:
            return Held(place=KeyPlace.NONE)
        # Read back: a keyring that takes secrets and forgets them would be worse than none.
        found = _read_keyring(keyring)
        return _in_keyring(key) if found == key else Held(place=KeyPlace.NONE)

    def _read(self) -> tuple[int, bytes, bytes, bytes]:
        try:
            with self._file.open("rb") as stream:
                form = read(stream.read(_FILE_LIMIT))
            if not isinstance(form, dict) or form["v"] != _FORM:
                raise ValueError("not a key file of this version")
            cost = form["n"]
            if not isinstance(cost, int) or cost not in _COSTS or cost & (cost - 1):
                raise ValueError(f"cost {cost!r}")
            salt, nonce, box = (_raw(form[name]) for name in ("salt", "nonce", "box"))
            if len(nonce) != _NONCE:
                raise ValueError("nonce")
        except (OSError, CanonicalError, LookupError, ValueError) as error:
            file = str(self._file)
            raise KnownError("seal_file_broken", Exit.BAD_INPUT, str(error), file=file) from error
        return cost, salt, nonce, box


def system_keyring() -> Keyring | None:
    """Return the keyring of the operating system if it is one that keeps secrets safe."""
    try:
        import keyring

        found = keyring.get_keyring()
        candidates = getattr(found, "backends", (found,))
        return next((each for each in candidates if _is_safe(each)), None)
    except Exception:
        # A keyring that cannot even be looked for is none: the book goes on without a seal.
        return None


def _public_in(file: Path) -> VerifyKey | None:
    """Return the public part of the key in a closed file; None where it cannot be told."""
    with suppress(OSError, CanonicalError, LookupError, ValueError):
        form = read(file.read_bytes()[:_FILE_LIMIT])
        if isinstance(form, dict):
            return VerifyKey(_raw(form["public"]))
    return None


def _is_safe(backend: object) -> bool:
    package, _, name = type(backend).__module__.rpartition(".")
    return package == "keyring.backends" and name in _SAFE_KEYRINGS


def _read_keyring(keyring: Keyring, user: str | None = None) -> SigningKey | None:
    try:
        kept = keyring.get_password(SERVICE, USER if user is None else user)
        return None if kept is None else SigningKey(_raw(kept))
    except Exception:
        return None


def _in_keyring(key: SigningKey) -> Held:
    return Held(place=KeyPlace.OS_KEYRING, key=key)


def _cipher(passphrase: str, salt: bytes, cost: int) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    stretch = Scrypt(salt=salt, length=KEY_LENGTH, n=cost, r=_BLOCK, p=_PARALLEL)
    return ChaCha20Poly1305(stretch.derive(passphrase.encode("utf-8", "surrogatepass")))


def _bound(cost: int) -> bytes:
    """Return what is sealed with the box, so that its cost cannot be lowered in the file."""
    return b"TrucAn seal key %d %d" % (_FORM, cost)


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase.strip("\r\n"))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("not text")
    return base64.b64decode(text, validate=True)
