"""The office's settings: one TOML file in the home, written whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.model.errors import Exit, KnownError
from core.model.profile import Profile
from core.model.settings import CHOICES, Settings
from core.words import LANGUAGES

if TYPE_CHECKING:
    from core.model.change import Change

FILE_NAME = "settings.toml"


class SettingsFile:
    """The settings of one home. A file that is not there yet means the defaults."""

    def __init__(self, home: Path) -> None:
        """Stand for the file in a home folder; nothing is read or made yet."""
        self._path = home / FILE_NAME
        self._read: Settings | None = None

    def read(self) -> Settings:
        """Return the settings; KnownError `settings_broken` when the file makes no sense."""
        if self._read is None:
            self._read = self._parse()
        return self._read

    def change(self, new: Settings) -> Change:
        """Store new settings and return the change, which can be undone."""
        from core.model.change import Change, Kind, Undo

        before = self.read()
        self._write(new)
        self._read = new
        return Change(
            frozenset({Kind.SETTINGS}),
            Undo("settings.changed", lambda: self.change(before)),
        )

    def _parse(self) -> Settings:
        try:
            said = tomllib.loads(self._path.read_text("utf-8-sig"))
            return Settings(**{name: _typed(name, value) for name, value in said.items()})
        except (FileNotFoundError, NotADirectoryError):
            return Settings()
        except OSError as error:
            raise _unread(error, self._path) from error
        except (ValueError, TypeError, RecursionError) as error:
            raise KnownError(
                "settings_broken", Exit.BAD_INPUT, str(error), file=str(self._path)
            ) from error

    def _write(self, new: Settings) -> None:
        import tomli_w

        from core.whole_file import write_whole

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(
                "no_write", Exit.CANNOT_WRITE, str(error), path=str(self._path.parent)
            ) from error
        write_whole(self._path, tomli_w.dumps(new._asdict()).encode())


def _unread(error: OSError, path: Path) -> KnownError:
    from core.whole_file import limit_trouble

    return limit_trouble(error, path.parent) or KnownError(
        "no_folder", Exit.NO_RIGHT, str(error), path=str(path.parent)
    )


_TYPES = Settings.__annotations__
_CHOICES = {**CHOICES, "lang": LANGUAGES}


def _typed(name: str, value: Any) -> Any:
    """Return a value as its field wants it; ValueError for a foreign key or a wrong type."""
    wanted = _TYPES.get(name)
    if wanted is Profile:
        return Profile(value)
    if wanted == tuple[str, ...] and isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return tuple(value)
    elif isinstance(wanted, type) and type(value) is wanted and _is_choice(name, value):
        return value
    raise ValueError(f"{name} = {value!r}")


def _is_choice(name: str, value: object) -> bool:
    return name not in _CHOICES or value in _CHOICES[name]
