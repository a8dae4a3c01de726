"""Session: whether the window was closed as it should be the last time, or the power went."""

import json
from contextlib import suppress
from pathlib import Path

from core.model.errors import KnownError
from core.model.moments import from_text
from core.whole_file import write_whole

FILE_NAME = "session.json"


class Session:
    """One window's life in a home. A home that cannot be written is no trouble: nothing is told."""

    def __init__(self, home: Path) -> None:
        """Stand for the file in a home folder; nothing is read or made yet."""
        self._path = home / FILE_NAME
        self.opened = ""

    def begin(self, now: str) -> str:
        """Begin at a moment (UTC, ISO); return when the one before broke off, empty if it did not.

        The answer is when it was last seen, at most a minute before it broke off.
        """
        broken = self._seen()
        self.opened = now
        self.seen(now)
        return broken

    def seen(self, now: str) -> None:
        """Note that the window still lives."""
        with suppress(KnownError, OSError):
            if self._path.parent.is_dir():
                write_whole(self._path, json.dumps({"seen": now}).encode())

    def end(self) -> None:
        """Note that the window was closed as it should be."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _seen(self) -> str:
        try:
            said = json.loads(self._path.read_text("utf-8"))
            seen = str(said["seen"])
            from_text(seen)
        except (OSError, ValueError, LookupError, TypeError):
            return ""
        return seen
