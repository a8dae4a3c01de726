"""Memory: what the window remembers of itself between two starts."""

import contextlib
import json
import os
from pathlib import Path

Remembered = str | int | bool | list[str]

_NAME = "window.json"


class Memory:
    """A small file in the house's home; a home that cannot be written is no trouble."""

    def __init__(self, home: Path) -> None:
        """Read what was remembered; a missing or damaged file means nothing."""
        self._path = home / _NAME
        self._kept: dict[str, Remembered] = {}
        with contextlib.suppress(OSError, ValueError):
            read = json.loads(self._path.read_text("utf-8"))
            self._kept = read if isinstance(read, dict) else {}

    def text(self, name: str, otherwise: str = "") -> str:
        """Return a remembered text."""
        value = self._kept.get(name)
        return value if isinstance(value, str) else otherwise

    def number(self, name: str, otherwise: int) -> int:
        """Return a remembered number."""
        value = self._kept.get(name)
        return value if isinstance(value, int) else otherwise

    def names(self, name: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """Return a remembered list of texts."""
        value = self._kept.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else otherwise

    def keep(self, **values: Remembered) -> None:
        """Remember values, and write them at once through a new file."""
        self._kept.update(values)
        new = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):
            new.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1), "utf-8")
            os.replace(new, self._path)
