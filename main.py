"""The front door of Trực An: arguments in; a window, a command or a probe host out."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def _find_rooms() -> None:
    """Make the rooms beside this file importable, also in an isolated start (`python -I`)."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))


def _open_window(home: Path | None, lang: str | None, announce_shown: bool) -> int:
    from gui.app import run

    return run(home, lang, announce_shown)


def _go_straight(arguments: list[str]) -> int | None:
    """Open the window if nothing else is asked for, sparing it the command line; else None.

    What fails then is told by the command line, as if the window had been opened from there.
    """
    from core.cli.straight import speak_utf8, window_asked

    asked = window_asked(arguments, os.environ)
    if asked is None:
        return None
    speak_utf8()
    try:
        return _open_window(*asked)
    except (Exception, KeyboardInterrupt) as error:
        from core.cli.front import run

        failure = error

        def fail_again(home: Path | None, lang: str | None, announce_shown: bool) -> int:
            raise failure

        return run(arguments, fail_again)


def main(arguments: list[str] | None = None) -> int:
    """Run with the given arguments, or those of the process; return the exit status."""
    _find_rooms()
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments == ["--probe-host"]:
        from core.probes.host_main import serve

        serve(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    try:
        status = _go_straight(arguments)
        if status is not None:
            return status
        from core.cli.front import run
    except ModuleNotFoundError as missing:
        # Words may be unreadable too when this happens, so the sentence stands here.
        sys.stderr.write(f"Trực An: {missing}. README.md: requirements.lock\n")
        return 70
    return run(arguments, _open_window)


if __name__ == "__main__":
    sys.exit(main())
