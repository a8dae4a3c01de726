"""The front door of Trực An: arguments in; a window, a command or a probe host out."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.words import Words


def _find_rooms() -> None:
    """Make the rooms beside this file importable, also in an isolated start (`python -I`)."""
    if (here := str(Path(__file__).resolve().parent)) not in sys.path:
        sys.path.insert(0, here)


def _open_window(home: Path | None, lang: str | None, announce_shown: bool) -> int:
    from gui.app import run

    return run(home, lang, announce_shown)


def _show_notice(words: "Words", lines: "Sequence[str]") -> bool:
    from gui.notice import show_notice

    return show_notice(words, lines)


def main(arguments: list[str] | None = None) -> int:
    """Run with the given arguments, or those of the process; return the exit status."""
    _find_rooms()
    arguments = sys.argv[1:] if arguments is None else arguments
    if sys.stderr is None and arguments[:1] != ["schedule"]:
        from core.launched import told_in_a_box

        return told_in_a_box(lambda: main(arguments))
    if arguments == ["--probe-host"]:
        from core.probes.host_main import serve

        serve(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    if arguments == ["--signing-host"]:
        from core.signing.host_main import serve as serve_signing

        serve_signing(sys.stdin.buffer, sys.stdout.buffer)
        return 0
    if arguments[:1] == ["--raised-host"]:
        from core.engine.raised_host import serve as answer
        from core.house import host_command

        return answer(arguments[1:], host_command())
    try:
        # Hardly any garbage is made on the way to the first paint; the window collects it later.
        gc.disable()
        from core.cli.straight import go_straight

        status = go_straight(arguments, _open_window)
        gc.enable()
        if status is not None:
            return status
        from core.cli.front import run

        return run(arguments, _open_window, _show_notice)
    except ModuleNotFoundError as missing:
        # Words may be unreadable too when this happens, so the sentence stands here.
        sys.stderr.write(f"Trực An: {missing}. README.md: requirements.lock\n")
        return 70
    except KeyboardInterrupt:  # before anybody was there to say so
        return 130


if __name__ == "__main__":
    status = main()
    # The system takes everything back; the collector need not look through it once more.
    gc.freeze()
    sys.exit(status)
