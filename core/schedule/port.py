"""The daily check as the house offers it: on, off, and how it stands."""

import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from core.launched import portable_home, program_folder
from core.model.change import Change, Kind, Undo
from core.model.errors import Exit, KnownError
from core.model.schedule import ScheduleState

DEFAULT_AT = "09:00"
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Scheduler(Protocol):
    """An operating system's own scheduler, holding at most one entry of a name."""

    def create(self, name: str, command: Sequence[str], at: str) -> None:
        """Make the entry, or replace it. KnownError when the system does not take it."""
        ...

    def remove(self, name: str) -> None:
        """Remove the entry; nothing happens when there is none."""
        ...

    def state(self, name: str) -> ScheduleState:
        """Ask the system how the entry stands."""
        ...


def system_scheduler() -> Scheduler:
    """Return the scheduler of this operating system."""
    if sys.platform == "win32":
        from core.schedule.windows import TaskScheduler

        return TaskScheduler()
    else:
        from core.schedule.linux import SystemdTimers

        return SystemdTimers()


class Schedule:
    """The daily check of one home. One entry for each home and account."""

    def __init__(self, home: Path, command: Sequence[str], scheduler: Scheduler) -> None:
        """Take the home to check into, how the program is started, and the system's scheduler."""
        self._home = home
        self._command = command
        self._scheduler = scheduler
        self._name = f"trucan-{sha256(str(home).encode()).hexdigest()[:8]}"

    def on(self, at: str = DEFAULT_AT) -> Change:
        """Check daily at a local time `HH:MM`; the change can be undone."""
        if not _TIME.fullmatch(at):
            raise KnownError("schedule_time", Exit.USAGE, text=at)
        if portable_home() is not None:
            raise KnownError("schedule_portable", Exit.USAGE)
        before = self._scheduler.state(self._name)
        self._scheduler.create(self._name, self._words(), at)
        made = self._scheduler.state(self._name)
        if made.on is not True:
            raise KnownError("schedule_unconfirmed", Exit.CANNOT_WRITE, str(made.on))
        undo = (lambda: self.on(before.at)) if before.on is True else self.off
        return Change(frozenset({Kind.SETTINGS}), Undo("settings.changed", undo))

    def off(self) -> Change:
        """Check daily no more; the change can be undone."""
        before = self._scheduler.state(self._name)
        self._scheduler.remove(self._name)
        undo = Undo("settings.changed", lambda: self.on(before.at or DEFAULT_AT))
        return Change(frozenset({Kind.SETTINGS}), undo if before.on is True else None)

    def state(self) -> ScheduleState:
        """Say how the entry stands in the operating system."""
        return self._scheduler.state(self._name)

    def _words(self) -> tuple[str, ...]:
        return (*self._command, "schedule", "run", "--home", str(self._home))


def windowless_command(own: Sequence[str]) -> tuple[str, ...]:
    """Return how the program is started with neither a window nor a console on the screen."""
    folder = program_folder()
    return tuple(own) if folder is None else (str(folder / "TrucAn.exe"),)
