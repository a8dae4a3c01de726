"""Remembered: whether a book that travels on a stick is still the one this machine saw last.

What is remembered is how far a book went and its root, by the book's first entry, in this account's
own folder: nothing on the stick can change it. A book that grew elsewhere is the same one; one that
is shorter, or has another past, is not. A stick with an altogether other book is a new one.
"""

import json
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.store.log import LogRows
from core.store.store import Store
from core.whole_file import write_whole

FOLDER = "books"

_LIMIT = 1000


class Remembered:
    """The books on sticks that this machine knows. On one that is merely visited there are none."""

    def __init__(self, account_home: Path) -> None:
        """Take the account's own folder; where there is none, nothing is made."""
        self._account_home = account_home
        self._accepted = False

    def recognise(self, store: Store) -> KnownError | None:
        """Return why a book is not to be written, None where it is the one that was seen last."""
        if not store.is_on_stick or self._accepted:
            self._accepted = False
            return None
        seen = self._seen(store.log)
        if seen is None or store.log.root_at(seen[0]) == seen[1]:
            return None
        return KnownError("store_differs", Exit.BAD_INPUT, path=str(store.file.parent))

    def accept(self) -> None:
        """Take the book that is opened next as it is."""
        self._accepted = True

    def renew(self, store: Store) -> None:
        """Remember how far a book on a stick goes now, where this account has a folder anyway.

        Of a book without entries there is nothing to remember.
        """
        if store.is_on_stick and self._account_home.is_dir() and store.log.count():
            self.remember(store)

    def remember(self, store: Store) -> None:
        """Remember how far a book goes now; KnownError where it is not on a stick or empty."""
        count = store.log.count()
        root, file = store.log.root_at(count), self._file(store.log)
        if not store.is_on_stick or file is None or root is None:
            raise KnownError("store_not_away", Exit.USAGE, path=str(store.file.parent))
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            path = str(file.parent)
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=path) from error
        write_whole(file, json.dumps({"size": count, "root": root.hex()}).encode(), mode=0o600)

    def _seen(self, log: LogRows) -> tuple[int, bytes] | None:
        file = self._file(log)
        if file is None or not file.is_file():
            return None
        with file.open("rb") as stream:
            said = stream.read(_LIMIT)
        try:
            form = json.loads(said)
            return int(form["size"]), bytes.fromhex(form["root"])
        except (ValueError, KeyError, TypeError):
            # It cannot be told what was seen; that is no reason to trust the book.
            return 0, said

    def _file(self, log: LogRows) -> Path | None:
        first = log.first()
        if first is None:
            return None
        return self._account_home / FOLDER / f"{first.leaf.hex()}.json"
