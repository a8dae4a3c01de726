"""The keys of issuers that somebody confirmed by fingerprint, in one file of the home."""

import base64
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.seal.canonical import CanonicalError, Json, read, write
from core.seal.keys import VerifyKey
from core.seal.trust import TrustedKey, TrustedKeys
from core.whole_file import write_whole

FILE_NAME = "keys.json"

_NONE = TrustedKeys()


class ConfirmedKeys:
    """The file of confirmed keys. A damaged one trusts nobody, and is never written over."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that it stands in."""
        self._file = folder / FILE_NAME

    def read(self) -> TrustedKeys:
        """Return the confirmed keys; none where the file is missing or damaged."""
        return self._read() or _NONE

    def read_whole(self) -> TrustedKeys:
        """Return the confirmed keys; KnownError `pack.keys_damaged` for a damaged file.

        A damaged file no longer tells which keys were revoked: adding to it would forget them.
        """
        keys = self._read()
        if keys is None:
            path = str(self._file)
            raise KnownError("pack.keys_damaged", Exit.BAD_INPUT, file=path)
        return keys

    def keep(self, keys: TrustedKeys) -> None:
        """Write the keys; the folder has to be there."""
        rows: list[Json] = [
            {
                "key": base64.b64encode(each.key.raw).decode(),
                "owner": each.owner,
                "revoked": each.revoked,
            }
            for each in keys.all()
        ]
        write_whole(self._file, write(rows))

    def _read(self) -> TrustedKeys | None:
        try:
            form = read(self._file.read_bytes())
            return TrustedKeys(_key(each) for each in form) if isinstance(form, list) else None
        except FileNotFoundError:
            return _NONE
        except (OSError, CanonicalError, LookupError, TypeError, ValueError):
            return None


def _key(row: Json) -> TrustedKey:
    if not isinstance(row, dict):
        raise ValueError("a key is not an object")
    key, owner, revoked = (row[name] for name in ("key", "owner", "revoked"))
    if not (isinstance(key, str) and isinstance(owner, str) and isinstance(revoked, str)):
        raise ValueError("a key is not text")
    return TrustedKey(
        key=VerifyKey(base64.b64decode(key, validate=True)), owner=owner, revoked=revoked
    )
