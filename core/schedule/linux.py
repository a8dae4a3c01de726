"""The daily check as a timer of systemd's user manager.

Source: systemd.timer(5), systemd.service(5), systemd.syntax(7).
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from core.model.errors import Exit, KnownError
from core.model.schedule import ScheduleState
from core.model.unknown import Unknown, UnknownCode
from core.whole_file import write_whole

_LIMIT = 20  # seconds for one call of systemctl
_ON_CALENDAR = "OnCalendar=*-*-* "
# Ended so by the verdict of the run; none of them is a failure of the service.
_VERDICTS = "10 20 30"


class SystemdTimers:
    """Timers in the user's own unit folder."""

    def create(self, name: str, command: Sequence[str], at: str) -> None:
        """Write the two units and start the timer."""
        folder = _folder()
        words = " ".join(_quoted(word) for word in command)
        service = (
            "[Unit]\nDescription=Trực An\n\n[Service]\nType=oneshot\n"
            f"SuccessExitStatus={_VERDICTS}\nExecStart={words}\n"
        )
        timer = (
            f"[Unit]\nDescription=Trực An\n\n[Timer]\n{_ON_CALENDAR}{at}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError("no_write", Exit.CANNOT_WRITE, str(error), path=str(folder)) from error
        write_whole(folder / f"{name}.service", service.encode())
        write_whole(folder / f"{name}.timer", timer.encode())
        try:
            _systemctl("daemon-reload")
            _systemctl("enable", "--now", f"{name}.timer")
            _systemctl("restart", f"{name}.timer")
        except KnownError:
            _unlink(name)
            raise

    def remove(self, name: str) -> None:
        """Stop the timer and remove the units."""
        if not (_folder() / f"{name}.timer").exists():
            return
        _systemctl("disable", "--now", f"{name}.timer")
        _unlink(name)
        _systemctl("daemon-reload")

    def state(self, name: str) -> ScheduleState:
        """Ask systemd whether the timer runs; the time stands in the unit."""
        try:
            unit = (_folder() / f"{name}.timer").read_text("utf-8")
        except FileNotFoundError:
            return ScheduleState(on=False, at="")
        except (OSError, UnicodeDecodeError) as error:
            return ScheduleState(on=Unknown(UnknownCode.UNREADABLE, str(error)), at="")
        at = unit.partition(_ON_CALENDAR)[2][:5]
        try:
            active = _systemctl("show", "--property=ActiveState", "--value", f"{name}.timer")
        except KnownError as error:
            return ScheduleState(on=Unknown(UnknownCode.SERVICE_OFF, error.detail), at=at)
        return ScheduleState(on=active.strip() == "active", at=at)


def _folder() -> Path:
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "systemd" / "user"


def _unlink(name: str) -> None:
    for kind in ("timer", "service"):
        (_folder() / f"{name}.{kind}").unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """Write one word of a command line: quotes, specifiers and variables mean themselves."""
    for mark, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$"), ("\n", "\\n")):
        word = word.replace(mark, escaped)
    return f'"{word}"'


def _systemctl(*words: str) -> str:
    """Call systemctl for this user; KnownError `no_scheduler` when it is not there or refuses."""
    tool = shutil.which("systemctl")
    if tool is None:
        raise KnownError("no_scheduler", Exit.NO_RIGHT, "systemctl")
    try:
        ended = subprocess.run(
            [tool, "--user", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LIMIT,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KnownError("no_scheduler", Exit.NO_RIGHT, str(error)) from error
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip()
        raise KnownError("no_scheduler", Exit.NO_RIGHT, said)
    return ended.stdout.decode("utf-8", "replace")
